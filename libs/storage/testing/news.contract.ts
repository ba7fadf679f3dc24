// What somebody is told who missed announcements: it must come to what the announcements would have told.
import { type OpenStorage, Scene, only, refusalOf } from './scene.ts';

export function newsContract(open: OpenStorage): void {
  describe('news for one who missed announcements', () => {
    let scene: Scene;
    beforeAll(async () => {
      scene = new Scene(await open());
    });
    afterAll(() => scene.close());

    it('tells where seats stand, of those that there are', async () => {
      const { callId, alice, bob } = await scene.pair();
      await scene.say(alice, { to: bob.self.id });
      const again = await scene.rejoin(alice);
      const { version } = await scene.reader.call(callId);
      const seats = await scene.reader.seatsNow([alice.seat.seatNumber, bob.seat.seatNumber, 999_999_999]);
      expect(seats.toSorted((one, other) => one.seatNumber - other.seatNumber)).toEqual([
        { seatNumber: alice.seat.seatNumber, callId, epoch: again.seat.epoch, lastSeq: 0, callVersion: version },
        { seatNumber: bob.seat.seatNumber, callId, epoch: 1, lastSeq: 1, callVersion: version },
      ]);
      expect(await scene.reader.seatsNow([])).toEqual([]);
    });

    it('tells how everyone left, and which open offer who took', async () => {
      const callId = await scene.call({ maxParticipants: 4 });
      const alice = await scene.join(callId);
      await scene.say(alice, { messageId: 'open' });
      const guests = [await scene.join(callId), await scene.join(callId), await scene.join(callId)] as const;
      expect(only(guests[0].changes, 'participant-joined').tookOffer).toBe('open');
      const account = await scene.reader.account(callId);
      expect(account).toMatchObject(await scene.reader.call(callId));
      expect(account.seats.map(({ tookOffer, leaveReason }) => [tookOffer, leaveReason])).toEqual([
        [null, null],
        ['open', null],
        [null, null],
        [null, null],
      ]);
      expect(account.seats.map(({ seat }) => seat)).toEqual([alice.seat, ...guests.map(({ seat }) => seat)]);

      await scene.hangUp(guests[0]);
      await scene.lose(guests[1]);
      await scene.store.removeParticipant(callId, guests[2].self.id);
      const after = await scene.reader.account(callId);
      expect(after.seats.map(({ participant, leaveReason }) => [participant.state, leaveReason])).toEqual([
        ['connected', null],
        ['left', 'hangup'],
        ['left', 'lost'],
        ['left', 'removed'],
      ]);
      expect(await refusalOf(scene.reader.account('none'))).toBe('call-not-found');
    });
  });
}
