// API keys in a file that no server has in use, or one that is none of ours.
import { jest } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { secretHash } from '../../testing/scene.ts';
import { TemporaryFolders } from '../../testing/temporary-folder.ts';
import { administerSqliteApiKeys } from './administer-api-keys.ts';
import { lockFile } from './database-file.ts';
import { openSqliteStorage } from './open-sqlite-storage.ts';

jest.setTimeout(30_000);

describe('API keys in a SQLite file', () => {
  const folders = new TemporaryFolders();
  afterAll(() => folders.remove());

  const add = (path: string): Promise<boolean> =>
    administerSqliteApiKeys(path, (register) => register.add({ name: 'shop', hash: secretHash(), scopes: ['read'] }));

  it('can be made before the first start, which finds them', async () => {
    const path = folders.file('not/there/yet/parley.db');
    expect(await add(path)).toBe(true);
    const { store, reader } = await openSqliteStorage({ path });
    expect(await reader.apiKeys()).toMatchObject([{ name: 'shop' }]);
    await reader.close();
    await store.close();
    expect(await add(path)).toBe(false);
  });

  it('are refused while a server uses the file that knows none', async () => {
    const path = folders.file();
    const old = new DatabaseSync(path);
    old.exec('pragma application_id = 1347570777; create table migrations (name text primary key, applied_at bigint)');
    const lock = lockFile(path);
    await expect(add(path)).rejects.toThrow('in use by another Parley server');
    lock.close();
    old.close();
  });

  it('are not put into what is none of Parley’s', async () => {
    const path = folders.file();
    writeFileSync(path, 'Dear diary, '.repeat(1000));
    await expect(add(path)).rejects.toThrow('torn or no SQLite database');
    expect(readFileSync(path, 'utf8')).toMatch(/^Dear diary/);
  });
});
