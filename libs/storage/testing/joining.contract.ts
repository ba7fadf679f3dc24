// Creating calls, taking seats and taking them back.
import { OPEN, type OpenStorage, Scene, kinds, only, refusalOf, secretHash } from './scene.ts';

export function joiningContract(open: OpenStorage): void {
  describe('calls and seats', () => {
    let scene: Scene;
    beforeAll(async () => {
      scene = new Scene(await open());
    });
    afterAll(() => scene.close());

    it('keeps a call as it was created', async () => {
      const metadata = JSON.parse('{"deep":[1,{"x":null}],"__proto__":{"own":true},"toString":"mine"}');
      const { outcome, changes } = await scene.store.createCall({
        id: 'a-new-call',
        ownerSecretHash: secretHash(),
        name: 'Näme 🎈',
        maxParticipants: 7,
        metadata,
        listed: false,
        ...OPEN,
      });
      expect(outcome.version).toBe(1);
      expect(outcome.call).toMatchObject({ state: 'waiting', name: 'Näme 🎈', maxParticipants: 7, participants: [] });
      expect(JSON.stringify(outcome.call.metadata)).toBe(JSON.stringify(metadata));
      expect(kinds(changes)).toEqual(['call-changed']);
      expect(await scene.reader.call('a-new-call')).toEqual(outcome);
    });

    it('seats a newcomer and says so in order', async () => {
      const callId = await scene.call();
      const alice = await scene.join(callId, { displayName: 'Alice', participantId: 'alice' });
      expect(alice).toMatchObject({ resumed: false, mailbox: [], more: false, confirmed: 0, lastSeq: 0, version: 2 });
      expect(alice.self).toMatchObject({ id: 'alice', displayName: 'Alice', state: 'connected', leftAt: null });
      expect(alice.call).toMatchObject({ state: 'waiting', startedAt: null, participants: [alice.self] });
      expect(kinds(alice.changes)).toEqual(['seat-taken', 'participant-joined', 'call-changed']);
      expect(await scene.reader.call(callId)).toEqual({ call: alice.call, version: alice.version });
    });

    it('is active from the second participant on, and stays so', async () => {
      const callId = await scene.call({ maxParticipants: 3 });
      await scene.join(callId);
      const bob = await scene.join(callId);
      expect(bob.call.state).toBe('active');
      expect(bob.call.startedAt).not.toBeNull();
      await scene.hangUp(bob);
      const { call } = await scene.reader.call(callId);
      expect(call).toMatchObject({ state: 'active', startedAt: bob.call.startedAt });
    });

    it('refuses who finds no call, no room or no call any more', async () => {
      const { callId, alice } = await scene.pair();
      expect(await refusalOf(scene.join('no such call'))).toBe('call-not-found');
      expect(await refusalOf(scene.join(callId))).toBe('call-full');
      await scene.hangUp(alice);
      expect(await refusalOf(scene.join(callId))).toBe('call-ended');
      expect(await refusalOf(scene.rejoin(alice))).toBe('call-ended');
    });

    it('changes nothing when it refuses', async () => {
      const { callId } = await scene.pair();
      const before = await scene.reader.call(callId);
      await refusalOf(scene.join(callId));
      expect(await scene.reader.call(callId)).toEqual(before);
    });

    it('gives a seat back to its secret, under a new epoch, unseen by the others', async () => {
      const { callId, alice } = await scene.pair();
      const again = await scene.rejoin(alice, { door: 'rest' });
      expect(again).toMatchObject({ resumed: true, self: { ...alice.self }, seat: { epoch: 2 } });
      const { call, version } = again;
      expect(again.changes).toEqual([{ kind: 'seat-taken', seat: again.seat, door: 'rest', call, version }]);
      expect((await scene.reader.call(callId)).version).toBe(again.version);
    });

    it('tells the others when a seat is back from reconnecting', async () => {
      const { alice } = await scene.pair();
      await scene.store.setPresence(alice.seat, 'reconnecting');
      const again = await scene.rejoin(alice);
      expect(kinds(again.changes)).toEqual(['seat-taken', 'participant-updated', 'call-changed']);
      expect(again.self.state).toBe('connected');
    });

    it('keeps the name of a seat that is taken back, unless it is given another', async () => {
      const callId = await scene.call();
      const alice = await scene.join(callId, { displayName: 'Alice' });
      expect((await scene.rejoin(alice)).self.displayName).toBe('Alice');
      const renamed = await scene.rejoin(alice, { displayName: 'Alicia' });
      expect(renamed.self.displayName).toBe('Alicia');
      expect(only(renamed.changes, 'participant-updated').participant).toEqual(renamed.self);
      expect((await scene.rejoin(alice, { displayName: null })).self.displayName).toBeNull();
    });

    it('takes one who comes back from left as a newcomer in its old place', async () => {
      const callId = await scene.call({ maxParticipants: 3 });
      const alice = await scene.join(callId);
      const bob = await scene.join(callId);
      await scene.hangUp(alice);
      const back = await scene.rejoin(alice);
      expect(back).toMatchObject({ resumed: true, self: { ...alice.self, leftAt: null } });
      expect(kinds(back.changes)).toEqual(['seat-taken', 'participant-joined', 'call-changed']);
      expect(back.call.participants.map(({ id }) => id)).toEqual([alice.self.id, bob.self.id]);
    });

    it('refuses one who comes back from left when its place is taken', async () => {
      const { callId, alice } = await scene.pair();
      await scene.lose(alice);
      await scene.join(callId);
      expect(await refusalOf(scene.rejoin(alice))).toBe('call-full');
    });

    it('confirms up to the position that the reader names, and not past the last signal', async () => {
      const { alice, bob } = await scene.pair();
      for (const messageId of ['1', '2', '3']) await scene.say(alice, { to: bob.self.id, messageId });
      const back = await scene.rejoin(bob, { after: 2 });
      expect(back).toMatchObject({ confirmed: 2, lastSeq: 3, more: false });
      expect(back.mailbox.map(({ seq }) => seq)).toEqual([3]);
      const earlier = await scene.rejoin(bob, { after: 1 });
      expect(earlier.confirmed).toBe(2);
      expect(earlier.mailbox.map(({ seq, delivered }) => [seq, delivered])).toEqual([
        [2, true],
        [3, false],
      ]);
      expect(await refusalOf(scene.rejoin(bob, { after: 4 }))).toBe('invalid-payload');
      expect(await refusalOf(scene.join(bob.call.id, { after: 1 }))).toBe('invalid-payload');
    });

    it('knows whose a secret is', async () => {
      const owner = secretHash();
      const { callId, alice, bob } = await scene.pair({ ownerSecretHash: owner });
      expect(await scene.reader.holderOf(callId, owner)).toEqual({ role: 'owner' });
      expect(await scene.reader.holderOf(callId, secretHash())).toEqual({ role: 'stranger' });
      const holder = { role: 'participant', seat: alice.seat, participant: alice.self, removed: false };
      expect(await scene.reader.holderOf(callId, alice.secretHash)).toEqual(holder);
      expect(await refusalOf(scene.reader.holderOf('no such call', owner))).toBe('call-not-found');

      expect(await scene.reader.seatSecret(bob.secretHash)).toEqual({ serves: 'open', participantId: bob.self.id });
      expect(await scene.reader.seatSecret(owner)).toBe(null);
      await scene.store.removeParticipant(callId, bob.self.id);
      expect(await scene.reader.seatSecret(bob.secretHash)).toEqual({ serves: 'removed' });
      expect(await scene.reader.holderOf(callId, bob.secretHash)).toMatchObject({ removed: true });
      await scene.hangUp(alice);
      expect(await scene.reader.seatSecret(alice.secretHash)).toEqual({ serves: 'ended' });
    });
  });
}
