// API keys: made and revoked beside a storage that is in use, and seen by it.
import type { ApiKeyRegister, NewApiKey } from '../src/ports/api-keys.ts';
import type { Storage } from '../src/ports/storage.ts';
import { Scene, secretHash } from './scene.ts';

/** A storage, and the way to the register of the same database. */
export interface AdministeredStorage {
  storage: Storage;
  administer: <Result>(work: (register: ApiKeyRegister) => Promise<Result>) => Promise<Result>;
}

/** Declares the tests. @param open an empty storage, each time a new one */
export function apiKeysContract(open: () => Promise<AdministeredStorage>): void {
  describe('API keys', () => {
    let scene: Scene;
    let administer: AdministeredStorage['administer'];
    beforeAll(async () => {
      const opened = await open();
      scene = new Scene(opened.storage);
      administer = opened.administer;
    });
    afterAll(() => scene.close());
    afterEach(async () => {
      const keys = await scene.reader.apiKeys();
      await administer(async (register) => {
        for (const { name } of keys) await register.remove(name);
      });
    });

    const add = (name: string, details: Partial<NewApiKey> = {}): Promise<boolean> =>
      administer((register) => register.add({ name, hash: secretHash(), scopes: ['read'], ...details }));
    const known = async (): Promise<string[]> => (await scene.reader.apiKeys()).map(({ name }) => name);

    it('are seen by the servers with all that they were made with', async () => {
      const before = Date.now();
      const hash = secretHash();
      expect(await scene.reader.apiKeys()).toEqual([]);
      expect(await add('shop', { hash, scopes: ['create', 'read'] })).toBe(true);
      expect(await add('board')).toBe(true);
      const keys = await scene.reader.apiKeys();
      expect(keys.map(({ name, scopes, lastUsedOn }) => ({ name, scopes, lastUsedOn }))).toEqual([
        { name: 'board', scopes: ['read'], lastUsedOn: null },
        { name: 'shop', scopes: ['read', 'create'], lastUsedOn: null },
      ]);
      expect(Buffer.compare(keys[1]?.hash ?? new Uint8Array(), hash)).toBe(0);
      expect(keys[1]?.createdAt).toBeGreaterThanOrEqual(before);
      expect(keys[1]?.createdAt).toBeLessThanOrEqual(Date.now());
      expect(await administer((register) => register.list())).toEqual(keys);
    });

    it('have a name each, which serves again once its key is gone', async () => {
      const [first, second] = [secretHash(), secretHash()];
      expect(await add('shop', { hash: first })).toBe(true);
      expect(await add('shop', { hash: second })).toBe(false);
      const [kept] = await scene.reader.apiKeys();
      expect(Buffer.compare(kept?.hash ?? new Uint8Array(), first)).toBe(0);
      expect(await administer((register) => register.remove('shop'))).toBe(true);
      expect(await administer((register) => register.remove('shop'))).toBe(false);
      expect(await known()).toEqual([]);
      expect(await add('shop', { hash: second })).toBe(true);
    });

    it('are made and revoked while calls are, and neither waits for the other to end', async () => {
      const names = Array.from({ length: 10 }, (_, index) => `key-${index}`);
      const calls = Array.from({ length: 20 }, () => scene.pair());
      await Promise.all([...calls, ...names.map((name) => add(name))]);
      expect(await known()).toEqual(names.toSorted());
      const { callId, bob } = await scene.pair();
      await Promise.all([administer((register) => register.remove('key-7')), scene.hangUp(bob)]);
      expect(await known()).not.toContain('key-7');
      expect((await scene.reader.call(callId)).call.state).toBe('ended');
    });

    it('tell on which day they last served', async () => {
      await add('shop');
      await add('board');
      const days = async () => (await scene.reader.apiKeys()).map(({ name, lastUsedOn }) => [name, lastUsedOn]);
      await scene.store.noteApiKeyUses(['shop', 'gone'], '2026-01-31');
      expect(await days()).toEqual([
        ['board', null],
        ['shop', '2026-01-31'],
      ]);
      // What a server that lags behind tells is old news.
      await scene.store.noteApiKeyUses(['shop', 'board'], '2026-01-30');
      expect(await days()).toEqual([
        ['board', '2026-01-30'],
        ['shop', '2026-01-31'],
      ]);
    });
  });
}
