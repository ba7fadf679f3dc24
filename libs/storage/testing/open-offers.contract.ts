// Open offers: said by one who is alone, taken by the next who comes.
import { LIMITS } from '@parley/protocol';
import { ALL_SIGNALS, type Guest, type OpenStorage, Scene, only, refusalOf } from './scene.ts';

const OPEN = { seq: null, to: null };

export function openOffersContract(open: OpenStorage): void {
  describe('open offers', () => {
    let scene: Scene;
    beforeAll(async () => {
      scene = new Scene(await open());
    });
    afterAll(() => scene.close());

    /** A call for three with one in it, who has an offer and a candidate open. */
    async function waiting(): Promise<{ callId: string; alice: Guest }> {
      const callId = await scene.call({ maxParticipants: 3 });
      const alice = await scene.join(callId);
      await scene.say(alice, { messageId: 'offer', connection: 'k' });
      await scene.say(alice, { messageId: 'candidate', connection: 'k', type: 'candidate' });
      return { callId, alice };
    }
    const listed = async (callId: string) =>
      (await scene.reader.signals(callId, ALL_SIGNALS)).items.map(({ messageId, seq, to }) => [messageId, seq, to]);
    const candidate = (guest: Guest, messageId: string, connection = 'k') =>
      scene.say(guest, { messageId, connection, type: 'candidate' });

    it('are stored with the call, and listed without a receiver', async () => {
      const { callId, alice } = await waiting();
      const { outcome, changes } = await scene.say(alice, {
        messageId: 'candidate',
        connection: 'k',
        type: 'candidate',
      });
      expect(outcome).toMatchObject({ ...OPEN, repeated: true });
      expect(changes).toEqual([]);
      expect(await listed(callId)).toEqual([
        ['offer', null, null],
        ['candidate', null, null],
      ]);
    });

    it('stand in the mailbox of the next who joins, their candidates behind them', async () => {
      const { callId, alice } = await waiting();
      const bob = await scene.join(callId);
      expect(bob.mailbox).toMatchObject([
        { seq: 1, messageId: 'offer', from: alice.self.id, to: bob.self.id, connection: 'k', delivered: false },
        { seq: 2, messageId: 'candidate' },
      ]);
      expect(bob.lastSeq).toBe(2);
      expect(only(bob.changes, 'participant-joined').tookOffer).toBe('offer');
      expect((await scene.say(alice, { messageId: 'offer' })).outcome).toMatchObject({ seq: 1, to: bob.self.id });
      const late = await candidate(alice, 'late');
      expect(late.outcome).toMatchObject({ seq: 3, to: bob.self.id });
      expect(only(late.changes, 'signal-appended').to).toBe(bob.self.id);
      expect(await listed(callId)).toEqual([
        ['offer', 1, bob.self.id],
        ['candidate', 2, bob.self.id],
        ['late', 3, bob.self.id],
      ]);
    });

    it('are taken once: who comes third takes none', async () => {
      const { callId } = await waiting();
      await scene.join(callId);
      const carol = await scene.join(callId);
      expect(carol.mailbox).toEqual([]);
      expect(only(carol.changes, 'participant-joined').tookOffer).toBeNull();
    });

    it('are taken by one who comes back from left, behind what its mailbox held', async () => {
      const callId = await scene.call();
      const [alice, bob] = [await scene.join(callId), await scene.join(callId)];
      await scene.say(alice, { to: bob.self.id, messageId: 'before' });
      await scene.lose(bob);
      await scene.say(alice, { messageId: 'open' });
      const back = await scene.rejoin(bob);
      expect(back.mailbox.map(({ messageId, seq }) => [messageId, seq])).toEqual([
        ['before', 1],
        ['open', 2],
      ]);
    });

    it('are replaced by a newer one of their sender, with their candidates', async () => {
      const { callId, alice } = await waiting();
      await scene.say(alice, { messageId: 'newer', connection: 'n' });
      expect((await scene.say(alice, { messageId: 'offer' })).outcome).toMatchObject({ ...OPEN, repeated: true });
      expect((await candidate(alice, 'candidate')).outcome).toMatchObject({ ...OPEN, repeated: true });
      expect((await candidate(alice, 'of the old one')).outcome).toMatchObject({ ...OPEN, repeated: false });
      expect((await candidate(alice, 'of the newer', 'n')).outcome).toMatchObject(OPEN);
      expect((await listed(callId)).map(([messageId]) => messageId)).toEqual(['newer', 'of the newer']);
      const bob = await scene.join(callId);
      expect(bob.mailbox.map(({ messageId }) => messageId)).toEqual(['newer', 'of the newer']);
      expect((await candidate(alice, 'still of the old one')).outcome).toMatchObject(OPEN);
      expect((await scene.say(alice, { messageId: 'offer' })).outcome).toMatchObject({ ...OPEN, repeated: true });
    });

    it('are replaced within one connection too', async () => {
      const { callId, alice } = await waiting();
      await scene.say(alice, { messageId: 'newer', connection: 'k' });
      await candidate(alice, 'of the newer');
      expect((await scene.join(callId)).mailbox.map(({ messageId }) => messageId)).toEqual(['newer', 'of the newer']);
    });

    it('are dropped when their sender leaves, and when the call ends', async () => {
      const { callId, alice } = await waiting();
      await scene.lose(alice);
      expect(await listed(callId)).toEqual([]);
      expect((await scene.join(callId)).mailbox).toEqual([]);

      const other = await waiting();
      await scene.hangUp(other.alice);
      expect(await listed(other.callId)).toEqual([]);
      expect((await scene.say(other.alice, { messageId: 'offer' })).outcome).toMatchObject({ ...OPEN, repeated: true });
    });

    it('go to the first who has none of this sender’s yet, if a join crossed them', async () => {
      const callId = await scene.call({ maxParticipants: 4 });
      const [alice, bob, carol] = [await scene.join(callId), await scene.join(callId), await scene.join(callId)];
      const crossed = await scene.say(alice, { messageId: 'first', connection: 'k' });
      expect(crossed.outcome).toMatchObject({ seq: 1, to: bob.self.id });
      expect(only(crossed.changes, 'signal-appended').signal.to).toBe(bob.self.id);
      expect((await candidate(alice, 'follows')).outcome).toMatchObject({ seq: 2, to: bob.self.id });
      expect((await scene.say(alice, { messageId: 'second' })).outcome.to).toBe(carol.self.id);
      expect(await refusalOf(scene.say(alice, { messageId: 'third' }))).toBe('no-taker');
      await scene.hangUp(bob);
      const back = await scene.rejoin(bob);
      expect((await scene.say(alice, { messageId: 'fourth' })).outcome.to).toBe(back.self.id);
    });

    it('leave a candidate without any of its connection to nobody', async () => {
      const { alice } = await waiting();
      expect(await refusalOf(candidate(alice, 'x', 'unknown'))).toBe('no-taker');
      const { alice: other, bob } = await scene.pair();
      await scene.say(other, { to: bob.self.id, connection: 'k' });
      expect(await refusalOf(candidate(other, 'x'))).toBe('no-taker');
    });

    it('refuse their candidates once the taker has left', async () => {
      const { callId, alice } = await waiting();
      await scene.hangUp(await scene.join(callId));
      expect(await refusalOf(candidate(alice, 'late'))).toBe('participant-not-found');
    });

    it('are refused to a sender that has left, is in no call, or was replaced', async () => {
      const { alice } = await waiting();
      const again = await scene.rejoin(alice);
      expect(await refusalOf(scene.say(alice))).toBe('not-joined');
      await scene.lose(again);
      expect(await refusalOf(scene.say(again))).toBe('not-joined');
      await scene.store.eraseCall(alice.call.id);
      expect(await refusalOf(scene.say(again))).toBe('call-not-found');
    });

    it('hold as many signals as a mailbox', async () => {
      const { callId, alice } = await waiting();
      const type = 'candidate' as const;
      const rest = LIMITS.mailboxUnconfirmed - 2;
      await Promise.all(Array.from({ length: rest }, () => scene.say(alice, { connection: 'k', type, content: null })));
      expect(await refusalOf(candidate(alice, 'one more'))).toBe('mailbox-full');
      const bob = await scene.join(callId);
      expect(bob.lastSeq).toBe(LIMITS.mailboxUnconfirmed);
      expect(await refusalOf(candidate(alice, 'one more'))).toBe('mailbox-full');
    });
  });
}
