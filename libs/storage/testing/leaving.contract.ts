// The ways out of a call, and the ways it ends.
import { type OpenStorage, Scene, kinds, only, refusalOf } from './scene.ts';

export function leavingContract(open: OpenStorage): void {
  describe('leaving and ending', () => {
    let scene: Scene;
    beforeAll(async () => {
      scene = new Scene(await open());
    });
    afterAll(() => scene.close());

    it('ends a call for two when either hangs up, and tells the other in its mailbox first', async () => {
      const { callId, alice, bob } = await scene.pair();
      const { changes } = await scene.hangUp(alice, 'dinner');
      expect(kinds(changes)).toEqual(['signal-appended', 'call-ended', 'call-changed']);
      const { signal, to } = only(changes, 'signal-appended');
      expect(to).toBe(bob.self.id);
      expect(signal).toMatchObject({ type: 'hangup', reason: 'dinner', connection: '', seq: 1, from: alice.self.id });
      expect(only(changes, 'call-ended')).toMatchObject({ reason: 'hangup', by: alice.self.id });

      const { call } = await scene.reader.call(callId);
      expect(call).toMatchObject({ state: 'ended', endReason: 'hangup', participants: [] });
      const { items } = await scene.reader.participants(callId, { limit: 10, cursor: undefined });
      expect(items.map(({ state, leftAt }) => [state, leftAt])).toEqual([
        ['left', call.endedAt],
        ['left', call.endedAt],
      ]);
      expect(await scene.mailbox(bob)).toEqual([signal.messageId]);
    });

    it('ends a waiting call for two when the one in it hangs up', async () => {
      const callId = await scene.call();
      const { changes } = await scene.hangUp(await scene.join(callId));
      expect(kinds(changes)).toEqual(['call-ended', 'call-changed']);
    });

    it('ends a larger call only when the last one hangs up', async () => {
      const callId = await scene.call({ maxParticipants: 3 });
      const [alice, bob, carol] = [await scene.join(callId), await scene.join(callId), await scene.join(callId)];
      const { changes } = await scene.hangUp(alice);
      expect(kinds(changes)).toEqual(['signal-appended', 'signal-appended', 'participant-left', 'call-changed']);
      expect(only(changes, 'participant-left')).toMatchObject({ reason: 'hangup', participant: { state: 'left' } });
      await scene.hangUp(bob);
      expect(only((await scene.hangUp(carol)).changes, 'call-ended').reason).toBe('hangup');
    });

    it('takes a repeated hang-up for done, and refuses one of an older epoch', async () => {
      const { alice, bob } = await scene.pair({ maxParticipants: 4 });
      const again = await scene.rejoin(alice);
      expect(await refusalOf(scene.hangUp(alice))).toBe('not-joined');
      await scene.hangUp(again);
      expect((await scene.hangUp(again)).changes).toEqual([]);
      await scene.hangUp(bob);
      expect((await scene.hangUp(bob)).changes).toEqual([]);
    });

    it('loses a seat only if nobody was heard from under its epoch', async () => {
      const { callId, alice, bob } = await scene.pair();
      expect((await scene.store.loseSeat(alice.seat)).changes).toEqual([]);
      await scene.store.setPresence(alice.seat, 'reconnecting');
      const again = await scene.rejoin(alice);
      await scene.store.setPresence(again.seat, 'reconnecting');
      expect((await scene.store.loseSeat(alice.seat)).changes).toEqual([]);
      const { changes } = await scene.store.loseSeat(again.seat);
      expect(kinds(changes)).toEqual(['participant-left', 'call-changed']);
      expect(only(changes, 'participant-left').reason).toBe('lost');
      expect((await scene.reader.call(callId)).call).toMatchObject({ state: 'active', participants: [bob.self] });
    });

    it('abandons an active call that everyone was lost from; a waiting one waits on', async () => {
      const { callId, alice, bob } = await scene.pair();
      await scene.lose(alice);
      const changes = await scene.lose(bob);
      expect(kinds(changes)).toEqual(['call-ended', 'call-changed']);
      expect(only(changes, 'call-ended')).toMatchObject({ reason: 'abandoned', by: null });
      expect((await scene.reader.call(callId)).call.endReason).toBe('abandoned');

      const waiting = await scene.call();
      await scene.lose(await scene.join(waiting));
      expect((await scene.reader.call(waiting)).call).toMatchObject({ state: 'waiting', participants: [] });
    });

    it('removes a participant for good, without a hang-up and without ending the call', async () => {
      const { callId, alice, bob } = await scene.pair();
      const { changes } = await scene.store.removeParticipant(callId, alice.self.id);
      expect(kinds(changes)).toEqual(['participant-left', 'call-changed']);
      expect(only(changes, 'participant-left').reason).toBe('removed');
      expect(await scene.mailbox(bob)).toEqual([]);
      expect(await refusalOf(scene.rejoin(alice))).toBe('forbidden');
      expect(await refusalOf(scene.store.removeParticipant(callId, alice.self.id))).toBe('participant-not-found');
      expect(await refusalOf(scene.store.removeParticipant(callId, 'nobody'))).toBe('participant-not-found');
      expect(await refusalOf(scene.store.removeParticipant('no such call', 'x'))).toBe('call-not-found');
      await scene.store.removeParticipant(callId, bob.self.id);
      expect((await scene.reader.call(callId)).call.state).toBe('active');
      await scene.join(callId);
    });

    it('tells of presence only what is new, under the seat’s own epoch', async () => {
      const { alice } = await scene.pair();
      expect((await scene.store.setPresence(alice.seat, 'connected')).changes).toEqual([]);
      const { changes } = await scene.store.setPresence(alice.seat, 'reconnecting');
      expect(kinds(changes)).toEqual(['participant-updated', 'call-changed']);
      expect(only(changes, 'call-changed').call.participants.map(({ state }) => state)).toEqual([
        'reconnecting',
        'connected',
      ]);
      const again = await scene.rejoin(alice);
      expect((await scene.store.setPresence(alice.seat, 'reconnecting')).changes).toEqual([]);
      await scene.hangUp(again);
      expect((await scene.store.setPresence(again.seat, 'connected')).changes).toEqual([]);
    });

    it('changes a call under If-Match, and its version rises with each change', async () => {
      const callId = await scene.call({ name: 'before' });
      const change = (details: object) =>
        scene.store.changeCall({ callId, ifMatch: undefined, ...details }).then(({ outcome }) => outcome);
      expect(await change({ name: 'after', ifMatch: [1] })).toMatchObject({ version: 2, call: { name: 'after' } });
      expect(await refusalOf(change({ name: 'never', ifMatch: [1] }))).toBe('precondition-failed');
      expect(await change({ metadata: { a: 1 }, ifMatch: [7, 2] })).toMatchObject({ version: 3 });
      expect(await change({ metadata: { a: 1 }, name: 'after', ifMatch: '*' })).toMatchObject({ version: 3 });
      expect(await change({})).toMatchObject({ version: 3, call: { name: 'after', metadata: { a: 1 } } });
      expect(await change({ name: null })).toMatchObject({ version: 4, call: { name: null } });
      expect(await refusalOf(scene.store.changeCall({ callId: 'none', ifMatch: [1] }))).toBe('call-not-found');
    });

    it('says that a call was listed when it becomes unlisted', async () => {
      const callId = await scene.call();
      const { changes } = await scene.store.changeCall({ callId, listed: false, ifMatch: undefined });
      expect(only(changes, 'call-changed')).toMatchObject({ wasListed: true, call: { listed: false } });
    });

    it('ends a call over REST, after which only its ending is taken', async () => {
      const { callId } = await scene.pair();
      const end = { callId, state: 'ended' as const, ifMatch: undefined };
      const { outcome, changes } = await scene.store.changeCall({ ...end, name: 'over' });
      expect(outcome.call).toMatchObject({ state: 'ended', endReason: 'ended', name: 'over', participants: [] });
      expect(kinds(changes)).toEqual(['call-ended', 'call-changed']);
      expect(await scene.store.changeCall(end)).toEqual({ outcome, changes: [] });
      expect(await refusalOf(scene.store.changeCall({ ...end, name: 'x', ifMatch: [1] }))).toBe('call-ended');
      expect(await refusalOf(scene.store.changeCall({ callId, name: 'x', ifMatch: undefined }))).toBe('call-ended');
      expect(await refusalOf(scene.store.changeCall({ ...end, ifMatch: [1] }))).toBe('precondition-failed');
    });

    it('erases a call with all that was in it, ending it first', async () => {
      const { callId, alice, bob } = await scene.pair();
      await scene.say(alice, { to: bob.self.id });
      const { changes } = await scene.store.eraseCall(callId);
      expect(kinds(changes)).toEqual(['call-ended', 'call-changed']);
      expect(only(changes, 'call-ended').reason).toBe('deleted');
      expect(await refusalOf(scene.reader.call(callId))).toBe('call-not-found');
      expect(await refusalOf(scene.reader.mailbox(bob.seat, { after: 0, limit: 1 }))).toBe('call-not-found');
      expect(await refusalOf(scene.say(alice, { to: bob.self.id }))).toBe('call-not-found');
      expect(await refusalOf(scene.store.eraseCall(callId))).toBe('call-not-found');

      const later = await scene.pair();
      expect(later.alice.seat.seatNumber).toBeGreaterThan(bob.seat.seatNumber);
      await scene.hangUp(later.alice);
      expect((await scene.store.eraseCall(later.callId)).changes).toEqual([]);
    });
  });
}
