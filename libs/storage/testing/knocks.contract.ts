// The lobby: who knocks, what is answered, and what becomes of those who wait.
import { randomUUID } from 'node:crypto';
import { LIMITS } from '@parley/protocol';
import type { KnockMade, MakeKnock } from '../src/ports/knocks.ts';
import { ALL, type OpenStorage, Scene, kinds, only, refusalOf, secretHash } from './scene.ts';

const NOBODY = { displayName: null, identity: null, trusted: false, password: null };
/** Longer than any test takes. */
const LONG_MS = 1e6;

export function knocksContract(open: OpenStorage): void {
  describe('knocks', () => {
    let scene: Scene;
    beforeAll(async () => {
      scene = new Scene(await open());
    });
    afterAll(() => scene.close());

    const lobby = () => scene.call({ lobby: true, maxParticipants: 3 });
    const knock = async (callId: string, details: Partial<MakeKnock> = {}): Promise<KnockMade> => {
      const command = { callId, secretHash: secretHash(), knockId: randomUUID(), ...NOBODY, ...details };
      return (await scene.store.knock(command)).outcome;
    };
    const answer = (callId: string, knockId: string, verdict: 'admitted' | 'refused') =>
      scene.store.answerKnock({ callId, knockId, verdict });
    const waiting = async (callId: string) => (await scene.reader.knocks(callId, ALL)).items.map(({ id }) => id);

    it('keeps a knock as it was made, and says so', async () => {
      const callId = await lobby();
      const before = await scene.reader.call(callId);
      const secret = secretHash();
      const { outcome, changes } = await scene.store.knock({
        ...NOBODY,
        callId,
        secretHash: secret,
        knockId: 'ada',
        displayName: 'Ada 🎈',
        identity: 'user-7',
      });
      expect(outcome).toMatchObject({ made: true, handle: { callId, knockId: 'ada' } });
      expect(outcome.knock).toEqual({
        id: 'ada',
        displayName: 'Ada 🎈',
        state: 'waiting',
        createdAt: expect.any(String),
        identity: 'user-7',
      });
      expect(changes).toEqual([{ kind: 'knock-changed', callId, knock: outcome.knock }]);
      expect(await scene.reader.knock(callId, 'ada', secret)).toMatchObject({ knock: outcome.knock, own: true });
      expect(await scene.reader.knock(callId, 'ada', secretHash())).toMatchObject({ own: false });
      expect(await scene.reader.knock(callId, 'ada', null)).toMatchObject({ own: false });
      expect((await knock(callId)).knock).not.toHaveProperty('identity');
      // A knock is no change of the call.
      expect(await scene.reader.call(callId)).toEqual(before);
    });

    it('finds no knock where there is none', async () => {
      const [callId, other] = [await lobby(), await lobby()];
      const { knock: made } = await knock(callId);
      expect(await refusalOf(knock('none'))).toBe('call-not-found');
      expect(await refusalOf(scene.reader.knocks('none', ALL))).toBe('call-not-found');
      expect(await refusalOf(scene.reader.knock('none', made.id, null))).toBe('call-not-found');
      expect(await refusalOf(scene.reader.knock(other, made.id, null))).toBe('knock-not-found');
      expect(await refusalOf(answer(other, made.id, 'admitted'))).toBe('knock-not-found');
      expect(await refusalOf(scene.store.withdrawKnock({ callId: other, knockId: made.id }))).toBe('knock-not-found');
    });

    it('lists those who wait, the first first, in pages', async () => {
      const callId = await lobby();
      for (const knockId of ['a', 'b', 'c', 'd']) await knock(callId, { knockId });
      await answer(callId, 'b', 'refused');
      const first = await scene.reader.knocks(callId, { limit: 2, cursor: undefined });
      expect(first.items.map(({ id }) => id)).toEqual(['a', 'c']);
      const cursor = first.nextCursor ?? undefined;
      const rest = await scene.reader.knocks(callId, { limit: 2, cursor });
      expect([rest.items.map(({ id }) => id), rest.nextCursor]).toEqual([['d'], null]);
      expect(await refusalOf(scene.reader.knocks(await lobby(), { limit: 2, cursor }))).toBe('invalid-payload');
      expect(await refusalOf(scene.reader.participants(callId, { limit: 2, cursor }))).toBe('invalid-payload');
    });

    it('has one knock for a secret, for as long as it stands', async () => {
      const [callId, secret] = [await lobby(), secretHash()];
      const first = await knock(callId, { secretHash: secret, displayName: 'Ada' });
      const again = await scene.store.knock({ callId, secretHash: secret, knockId: 'another', ...NOBODY });
      expect(again).toEqual({ outcome: { ...first, made: false }, changes: [] });
      await answer(callId, first.knock.id, 'admitted');
      expect(await knock(callId, { secretHash: secret })).toMatchObject({
        made: false,
        knock: { id: first.knock.id, state: 'admitted' },
      });
      await scene.store.withdrawKnock({ callId, knockId: first.knock.id });
      expect(await knock(callId, { secretHash: secret })).toMatchObject({ made: true, knock: { state: 'waiting' } });
      // Elsewhere it is another secret.
      expect(await knock(await lobby(), { secretHash: secret })).toMatchObject({ made: true });
    });

    it('takes the first answer, which may be repeated', async () => {
      const callId = await lobby();
      const { knock: made } = await knock(callId);
      const admitted = await answer(callId, made.id, 'admitted');
      expect(admitted.outcome).toEqual({ ...made, state: 'admitted' });
      expect(admitted.changes).toEqual([{ kind: 'knock-changed', callId, knock: admitted.outcome }]);
      expect(await answer(callId, made.id, 'admitted')).toEqual({ outcome: admitted.outcome, changes: [] });
      expect(await refusalOf(answer(callId, made.id, 'refused'))).toBe('knock-not-found');
      expect(await waiting(callId)).toEqual([]);
    });

    it('lets one who was refused wait before it knocks again, and its identity under any secret', async () => {
      const [callId, secret] = [await lobby(), secretHash()];
      const { knock: made } = await knock(callId, { secretHash: secret, identity: 'user-1' });
      await answer(callId, made.id, 'refused');
      expect(await refusalOf(knock(callId, { secretHash: secret }))).toBe('rate-limited');
      expect(await refusalOf(knock(callId, { identity: 'user-1' }))).toBe('rate-limited');
      expect(await knock(callId, { identity: 'user-2' })).toMatchObject({ made: true });
      // To take it back helps nobody around the waiting.
      expect((await scene.store.withdrawKnock({ callId, knockId: made.id })).changes).toEqual([]);
      expect(await refusalOf(knock(callId, { secretHash: secret }))).toBe('rate-limited');
    });

    it('withdraws what waits or was admitted, once', async () => {
      const callId = await lobby();
      const { knock: made } = await knock(callId);
      const { changes } = await scene.store.withdrawKnock({ callId, knockId: made.id });
      expect(changes).toEqual([{ kind: 'knock-changed', callId, knock: { ...made, state: 'withdrawn' } }]);
      expect((await scene.store.withdrawKnock({ callId, knockId: made.id })).changes).toEqual([]);
      expect(await refusalOf(answer(callId, made.id, 'admitted'))).toBe('knock-not-found');
    });

    it('knows of whom it has not heard, and withdraws those alone', async () => {
      const callId = await lobby();
      const [silent, heard] = [await knock(callId), await knock(callId)];
      const ids = new Set([silent, heard].map(({ knock: { id } }) => id));
      const silentNow = async (ms: number) =>
        (await scene.reader.silentKnocks(ms, 1000)).filter(({ knockId }) => ids.has(knockId));
      expect(await silentNow(LONG_MS)).toEqual([]);
      const withdraw = ({ knock: { id } }: KnockMade, silentFor: number) =>
        scene.store.withdrawKnock({ callId, knockId: id, silentFor });
      expect((await withdraw(silent, LONG_MS)).changes).toEqual([]);
      // Less than nothing: nobody was heard of since in a moment.
      expect((await silentNow(-LONG_MS)).map(({ knockId }) => knockId)).toEqual([silent.knock.id, heard.knock.id]);
      expect(await scene.reader.silentKnocks(-LONG_MS, 1)).toHaveLength(1);
      expect(only((await withdraw(silent, -LONG_MS)).changes, 'knock-changed').knock.state).toBe('withdrawn');
      expect((await silentNow(-LONG_MS)).map(({ knockId }) => knockId)).toEqual([heard.knock.id]);
      // Whoever was admitted may take its time.
      await answer(callId, heard.knock.id, 'admitted');
      expect(await silentNow(-LONG_MS)).toEqual([]);
      expect((await withdraw(heard, -LONG_MS)).changes).toEqual([]);
    });

    it('hears of those who wait', async () => {
      const callId = await lobby();
      const [heard, silent] = [await knock(callId), await knock(callId)];
      const silentNow = async () => {
        const found = new Set((await scene.reader.silentKnocks(500, 1000)).map(({ knockId }) => knockId));
        return [heard, silent].map(({ knock: { id } }) => found.has(id));
      };
      while ((await silentNow()).includes(false));
      // Again should the machine take longer than that for one command and one read.
      do await scene.store.hearKnocks([heard.handle?.knockNumber ?? 0, 999_999_999]);
      while ((await silentNow())[0]);
      expect((await silentNow())[1]).toBe(true);
      await scene.store.hearKnocks([]);
    });

    it('admits all who wait when the lobby is no more, and nobody needs to knock then', async () => {
      const callId = await lobby();
      const [one, two, refused] = [await knock(callId), await knock(callId), await knock(callId)];
      await answer(callId, refused.knock.id, 'refused');
      const { changes } = await scene.store.changeCall({ callId, lobby: false, ifMatch: undefined });
      expect(kinds(changes)).toEqual(['call-changed', 'knock-changed', 'knock-changed']);
      expect(changes.slice(1)).toMatchObject([
        { knock: { id: one.knock.id, state: 'admitted' } },
        { knock: { id: two.knock.id, state: 'admitted' } },
      ]);
      const made = await knock(callId, { displayName: 'Ada' });
      expect(made).toMatchObject({ handle: null, knock: { state: 'admitted', displayName: 'Ada' } });
      expect(await refusalOf(scene.reader.knock(callId, made.knock.id, null))).toBe('knock-not-found');
    });

    it('lets in by an admission whom a moderator was shown, and nobody else', async () => {
      const callId = await lobby();
      const secret = secretHash();
      const made = await knock(callId, { secretHash: secret, identity: 'ada' });
      await answer(callId, made.knock.id, 'admitted');
      for (const identity of ['ben', null]) {
        expect(await refusalOf(scene.join(callId, { secretHash: secret, identity }))).toBe('admission-required');
      }
      expect((await scene.join(callId, { secretHash: secret, identity: 'ada' })).self.identity).toBe('ada');
    });

    it('refuses who has a seat, who was taken out of one, and anybody new at a locked call', async () => {
      const callId = await scene.call({ maxParticipants: 3 });
      const [alice, bob] = [await scene.join(callId), await scene.join(callId)];
      await scene.store.changeCall({ callId, lobby: true, ifMatch: undefined });
      await scene.store.removeParticipant(callId, bob.self.id);
      expect(await refusalOf(knock(callId, { secretHash: alice.secretHash }))).toBe('already-joined');
      expect(await refusalOf(knock(callId, { secretHash: bob.secretHash }))).toBe('forbidden');
      const secret = secretHash();
      await knock(callId, { secretHash: secret });
      await scene.store.changeCall({ callId, locked: true, ifMatch: undefined });
      expect(await refusalOf(knock(callId))).toBe('call-locked');
      expect(await knock(callId, { secretHash: secret })).toMatchObject({ made: false });
    });

    it('sends those away who wait when the call ends, after its seats were told', async () => {
      const callId = await lobby();
      const [one, two] = [await knock(callId), await knock(callId)];
      await answer(callId, two.knock.id, 'admitted');
      const { changes } = await scene.store.changeCall({ callId, state: 'ended', ifMatch: undefined });
      expect(kinds(changes)).toEqual(['call-ended', 'call-changed', 'knock-changed']);
      expect(changes[2]).toMatchObject({ callId, knock: { id: one.knock.id, state: 'withdrawn' } });
      expect(await scene.reader.knock(callId, two.knock.id, null)).toMatchObject({ knock: { state: 'admitted' } });
      expect(await refusalOf(knock(callId))).toBe('call-ended');
    });

    it('erases knocks with their call', async () => {
      const callId = await lobby();
      const { handle } = await knock(callId);
      await knock(callId);
      const { changes } = await scene.store.eraseCall(callId);
      expect(kinds(changes)).toEqual(['call-ended', 'call-changed', 'knock-changed', 'knock-changed']);
      expect(await scene.reader.knocksNow([handle?.knockNumber ?? 0])).toEqual([]);
    });

    it('tells what became of knocks since, for one who missed it', async () => {
      const [callId, other, foreign] = [await lobby(), await lobby(), await lobby()];
      const { asOf } = await scene.reader.knockNews([], 0);
      const [one, two] = [await knock(callId), await knock(other)];
      await knock(foreign);
      await answer(callId, one.knock.id, 'refused');
      const news = await scene.reader.knockNews([callId, other], asOf);
      expect(news.changed).toEqual([
        { callId, knock: { ...one.knock, state: 'refused' } },
        { callId: other, knock: two.knock },
      ]);
      expect(news.asOf).toBeGreaterThanOrEqual(asOf);
      expect((await scene.reader.knockNews([callId, other], news.asOf + LONG_MS)).changed).toEqual([]);
      const numbers = [one, two].map(({ handle }) => handle?.knockNumber ?? 0);
      const now = await scene.reader.knocksNow([...numbers, 999_999_999]);
      expect(now.toSorted((a, b) => (a.knock.id === one.knock.id ? -1 : b.knock.id === one.knock.id ? 1 : 0))).toEqual(
        news.changed,
      );
      expect(await scene.reader.knocksNow([])).toEqual([]);
    });

    it('holds so many who wait, and keeps the newest of those who went away', async () => {
      const callId = await lobby();
      const made: KnockMade[] = [];
      for (let i = 0; i < LIMITS.waitingKnocks; i++) made.push(await knock(callId));
      expect(await refusalOf(knock(callId))).toBe('rate-limited');
      for (const {
        knock: { id },
      } of made)
        await scene.store.withdrawKnock({ callId, knockId: id });
      const [first, second] = made;
      const stands = async (one: KnockMade | undefined) =>
        (await scene.reader.knocksNow([one?.handle?.knockNumber ?? 0])).length;
      await knock(callId);
      expect(await stands(first)).toBe(1);
      const { knock: last } = await knock(callId);
      await scene.store.withdrawKnock({ callId, knockId: last.id });
      await knock(callId);
      expect([await stands(first), await stands(second)]).toEqual([0, 1]);
    });
  });
}
