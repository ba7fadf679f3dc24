// Lists in pages, and what time does to calls.
import { writeCursor } from '../src/sql/cursors.ts';
import { ALL, ALL_CALLS, ALL_SIGNALS, type OpenStorage, Scene, kinds, refusalOf } from './scene.ts';

const LATER = Date.now() + 1e9;

export function listsContract(open: OpenStorage): void {
  it('counts the calls that wait and those that are active, not those that have ended', async () => {
    const scene = new Scene(await open());
    try {
      await scene.call();
      await scene.call();
      await scene.pair();
      await scene.store.changeCall({ callId: (await scene.pair()).callId, state: 'ended', ifMatch: undefined });
      expect(await scene.reader.census()).toEqual({ waiting: 2, active: 1 });
    } finally {
      await scene.close();
    }
  });

  describe('lists of one call', () => {
    let scene: Scene;
    beforeAll(async () => {
      scene = new Scene(await open());
    });
    afterAll(() => scene.close());

    it('lists everyone who ever had a seat, in the order of joining', async () => {
      const callId = await scene.call({ maxParticipants: 3 });
      for (const participantId of ['a', 'b', 'c']) await scene.join(callId, { participantId });
      await scene.store.removeParticipant(callId, 'a');
      await scene.join(callId, { participantId: 'd' });
      const first = await scene.reader.participants(callId, { limit: 3, cursor: undefined });
      expect(first.items.map(({ id, state }) => [id, state])).toEqual([
        ['a', 'left'],
        ['b', 'connected'],
        ['c', 'connected'],
      ]);
      const rest = await scene.reader.participants(callId, { limit: 3, cursor: first.nextCursor ?? undefined });
      expect([rest.items.map(({ id }) => id), rest.nextCursor]).toEqual([['d'], null]);
      expect(await refusalOf(scene.reader.participants('none', ALL))).toBe('call-not-found');
    });

    it('knows everyone who ever had a seat, by the id', async () => {
      const callId = await scene.call();
      const gone = await scene.join(callId, { participantId: 'gone' });
      await scene.hangUp(gone);
      const other = await scene.join(await scene.call());
      const has = (participantId: string) => scene.reader.hasParticipant(callId, participantId);
      expect([await has('gone'), await has(other.self.id), await has('\0')]).toEqual([true, false, false]);
      expect(await refusalOf(scene.reader.hasParticipant('none', 'gone'))).toBe('call-not-found');
    });

    it('pages through signals', async () => {
      const { callId, alice, bob } = await scene.pair();
      for (const messageId of ['1', '2', '3']) await scene.say(alice, { to: bob.self.id, messageId });
      const first = await scene.reader.signals(callId, { ...ALL_SIGNALS, limit: 2 });
      expect(first.items.map(({ messageId }) => messageId)).toEqual(['1', '2']);
      const cursor = first.nextCursor ?? undefined;
      const rest = await scene.reader.signals(callId, { ...ALL_SIGNALS, limit: 2, cursor });
      expect([rest.items.map(({ messageId }) => messageId), rest.nextCursor]).toEqual([['3'], null]);
    });

    it('refuses a cursor that is none of the list’s', async () => {
      const [one, other] = [await scene.call({ id: 'one' }), await scene.call({ id: 'other' })];
      const cursors = [
        '',
        'nonsense',
        '%%%',
        writeCursor('participants', 'one', 1),
        `${writeCursor('calls', '', 1)}=`,
        writeCursor('calls', '', 1.5),
        writeCursor('calls', '', 1e300),
        Buffer.from('["calls","", 1]').toString('base64url'),
      ];
      for (const cursor of cursors) {
        expect(await refusalOf(scene.reader.calls({ ...ALL_CALLS, cursor }))).toBe('invalid-payload');
      }
      const foreign = { ...ALL, cursor: writeCursor('participants', other, 1) };
      expect(await refusalOf(scene.reader.participants(one, foreign))).toBe('invalid-payload');
      const error = await scene.reader.calls({ ...ALL_CALLS, cursor: 'x' }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ errors: [{ path: 'cursor' }] });
    });
  });

  describe('all calls of a storage', () => {
    let scene: Scene;
    beforeEach(async () => {
      scene = new Scene(await open());
    });
    afterEach(() => scene.close());

    it('lists calls newest first, in pages that new calls do not shift', async () => {
      for (const id of ['1', '2', '3', '4', '5']) await scene.call({ id, listed: id !== '2' });
      await scene.join('3');
      await scene.join('3');
      const first = await scene.reader.calls({ ...ALL_CALLS, limit: 2 });
      expect(first.items.map(({ id }) => id)).toEqual(['5', '4']);
      await scene.call({ id: '6' });
      const second = await scene.reader.calls({ ...ALL_CALLS, limit: 2, cursor: first.nextCursor ?? undefined });
      expect(second.items.map(({ id, participants }) => [id, participants.length])).toEqual([
        ['3', 2],
        ['2', 0],
      ]);
      const last = await scene.reader.calls({ ...ALL_CALLS, limit: 2, cursor: second.nextCursor ?? undefined });
      expect([last.items.map(({ id }) => id), last.nextCursor]).toEqual([['1'], null]);
    });

    it('filters calls by state and by listing', async () => {
      for (const id of ['waiting', 'active', 'ended', 'hidden']) await scene.call({ id, listed: id !== 'hidden' });
      await scene.join('active');
      await scene.join('active');
      await scene.store.changeCall({ callId: 'ended', state: 'ended', ifMatch: undefined });
      const ids = async (query: object) =>
        (await scene.reader.calls({ ...ALL_CALLS, ...query })).items.map(({ id }) => id);
      expect(await ids({ state: 'waiting' })).toEqual(['hidden', 'waiting']);
      expect(await ids({ state: 'waiting', listedOnly: true })).toEqual(['waiting']);
      expect(await ids({ state: 'active' })).toEqual(['active']);
      expect(await ids({ state: 'ended' })).toEqual(['ended']);
      expect((await scene.reader.openCalls(50)).map(({ call }) => call.id)).toEqual(['active', 'waiting']);
      expect((await scene.reader.openCalls(1)).map(({ call }) => call.id)).toEqual(['active']);
    });

    it('leaves every seat reconnecting after a start', async () => {
      const { callId, alice, bob } = await scene.pair();
      await scene.store.setPresence(bob.seat, 'reconnecting');
      const ended = await scene.pair();
      await scene.hangUp(ended.alice);
      const { version } = await scene.reader.call(callId);
      const { outcome } = await scene.store.orphanSeats();
      expect(outcome).toEqual([alice.seat, bob.seat]);
      const after = await scene.reader.call(callId);
      expect(after.version).toBe(version + 1);
      expect(after.call.participants.map(({ state }) => state)).toEqual(['reconnecting', 'reconnecting']);
    });

    it('expires calls that nobody has been in, a few at a time', async () => {
      const { callId, alice, bob } = await scene.pair();
      const empty = [await scene.call(), await scene.call(), await scene.call()];
      expect((await scene.store.expireCalls(0, 10)).outcome).toBe(0);
      const { outcome, changes } = await scene.store.expireCalls(LATER, 2);
      expect(outcome).toBe(2);
      expect(kinds(changes)).toEqual(['call-ended', 'call-changed', 'call-ended', 'call-changed']);
      expect((await scene.store.expireCalls(LATER, 2)).outcome).toBe(1);
      for (const id of empty) expect((await scene.reader.call(id)).call.endReason).toBe('expired');

      await scene.store.removeParticipant(callId, alice.self.id);
      expect((await scene.store.expireCalls(LATER, 2)).outcome).toBe(0);
      await scene.store.removeParticipant(callId, bob.self.id);
      expect((await scene.store.expireCalls(LATER, 2)).outcome).toBe(1);
    });

    it('purges what ended long ago, a little at a time, and nothing else', async () => {
      const { callId, alice, bob } = await scene.pair();
      for (let index = 0; index < 5; index++) await scene.say(alice, { to: bob.self.id });
      await scene.hangUp(alice);
      const living = await scene.pair();
      await scene.say(living.alice, { to: living.bob.self.id, messageId: 'stays' });
      expect((await scene.store.purgeCalls(0, 100)).outcome).toBe(0);
      // Six signals, a note of who hung up, two seats and the call itself.
      expect((await scene.store.purgeCalls(LATER, 4)).outcome).toBe(4);
      expect((await scene.store.purgeCalls(LATER, 4)).outcome).toBe(4);
      expect((await scene.store.purgeCalls(LATER, 4)).outcome).toBe(2);
      expect(await refusalOf(scene.reader.call(callId))).toBe('call-not-found');
      expect(await scene.mailbox(living.bob)).toEqual(['stays']);
    });
  });
}
