// The grace of a socket's seat: who is gone is `reconnecting`, then `left`; how a call is abandoned.
import { OFFER } from '../support/samples.ts';
import { DOORS, rest, send, sit, sitBySocket } from './doors.ts';
import { patience, serverUnderTest, serverWithShortGrace } from './server-under-test.ts';
import { aTime } from './shapes.ts';

const server = serverWithShortGrace();
/** For who is to be back before the grace is over, however busy the machine. */
const patientServer = serverUnderTest();

const PATIENCE = patience(4);
const patiently = { within: PATIENCE };

describe('a seat whose socket is gone', () => {
  it(
    'is `reconnecting` for the grace, then `left`, lost',
    async () => {
      const { id } = await server.createCall();
      const alice = await sitBySocket(server, id);
      const bob = await sitBySocket(server, id);
      const since = performance.now();
      bob.socket.close();
      expect(await alice.socket.next('participant-updated')).toEqual({
        participant: { ...bob.joined.self, state: 'reconnecting' },
      });
      expect((await server.callNow(id)).participants[1]).toMatchObject({ state: 'reconnecting', leftAt: null });
      expect(await alice.socket.next('participant-left', undefined, patiently)).toEqual({
        participant: { ...bob.joined.self, state: 'left', leftAt: aTime },
        reason: 'lost',
      });
      expect(performance.now() - since).toBeGreaterThan(server.graceSeconds * 1000 - 300);
      // The call goes on for who is there, and its place is free.
      expect(await server.callNow(id)).toMatchObject({ state: 'active', participants: [{ id: alice.id }] });
      expect(alice.socket.all('hangup')).toEqual([]);
      await sitBySocket(server, id);
    },
    PATIENCE,
  );

  it.each(DOORS)(
    'is `connected` again when it is taken back at the $name door: the same seat, no newcomer',
    async (door) => {
      const { id } = await patientServer.createCall();
      const alice = await sitBySocket(patientServer, id);
      const bob = await sitBySocket(patientServer, id);
      await alice.socket.next('participant-joined');
      bob.socket.close();
      await alice.socket.next('participant-updated', ({ participant }) => participant.state === 'reconnecting');
      const back = await sit(door, patientServer, id, { secret: bob.secret });
      expect(back.joined).toMatchObject({ resumed: true, self: bob.joined.self });
      expect(await alice.socket.next('participant-updated')).toEqual({ participant: bob.joined.self });
      expect(alice.socket.all('participant-joined')).toHaveLength(1);
      expect(alice.socket.all('participant-left')).toEqual([]);
    },
  );

  it(
    'and was lost comes back as a newcomer, with its mailbox',
    async () => {
      const { id } = await server.createCall();
      const alice = await sitBySocket(server, id);
      const bob = await sitBySocket(server, id);
      await alice.socket.next('participant-joined');
      bob.socket.close();
      await send(rest, server, alice, { type: 'offer', to: bob.id, description: OFFER });
      await alice.socket.next('participant-left', undefined, patiently);
      const back = await sitBySocket(server, id, { secret: bob.secret });
      expect(back.joined).toMatchObject({
        resumed: true,
        self: { id: bob.id, joinedAt: bob.joined.self.joinedAt, leftAt: null },
      });
      expect(back.joined.mailbox).toMatchObject([{ seq: 1, type: 'offer' }]);
      expect(await alice.socket.next('participant-joined')).toEqual({ participant: back.joined.self, tookOffer: null });
    },
    PATIENCE,
  );

  it('counts from the start for one that went while its join was on its way', async () => {
    const { id } = await patientServer.createCall();
    const alice = await sitBySocket(patientServer, id);
    const hasty = await patientServer.connect();
    hasty.io.emit('join', { callId: id });
    hasty.close();
    const { participant } = await alice.socket.next('participant-joined');
    expect(await alice.socket.next('participant-updated')).toEqual({
      participant: { ...participant, state: 'reconnecting' },
    });
  });

  it(
    'drops its open offer only when it is lost',
    async () => {
      const call = await patientServer.createCall({ maxParticipants: 3 });
      const alice = await sitBySocket(patientServer, call.id);
      await alice.socket.ok('offer', { messageId: 'open', description: OFFER });
      alice.socket.close();
      const bob = await sitBySocket(patientServer, call.id);
      expect(bob.joined.mailbox).toMatchObject([{ messageId: 'open', from: alice.id }]);

      const other = await server.createCall();
      const carol = await sitBySocket(server, other.id);
      const watcher = await server.connect();
      await watcher.ok('watch', {});
      await carol.socket.ok('offer', { messageId: 'open', description: OFFER });
      carol.socket.close();
      await watcher.next(
        'call-changed',
        (notice) => notice.call.id === other.id && notice.call.participants.length === 0,
        patiently,
      );
      const dave = await sitBySocket(server, other.id);
      expect(dave.joined.mailbox).toEqual([]);
      expect(dave.joined.call.state).toBe('waiting');
    },
    PATIENCE,
  );
});

describe('a call whose participants are all lost', () => {
  it(
    'is `abandoned` when it was active, and not when it was waiting',
    async () => {
      const watcher = await server.connect();
      await watcher.ok('watch', {});
      const waiting = await server.createCall();
      const active = await server.createCall();
      const gone = [
        await sitBySocket(server, waiting.id),
        await sitBySocket(server, active.id),
        await sitBySocket(server, active.id),
      ];
      for (const { socket } of gone) socket.close();
      const ended = await watcher.next(
        'call-changed',
        ({ call }) => call.id === active.id && call.state === 'ended',
        patiently,
      );
      expect(ended.call).toMatchObject({ endReason: 'abandoned', endedAt: aTime, participants: [] });
      await watcher.next(
        'call-changed',
        ({ call }) => call.id === waiting.id && call.participants.length === 0,
        patiently,
      );
      expect(await server.callNow(waiting.id)).toMatchObject({ state: 'waiting', endReason: null, participants: [] });
    },
    PATIENCE,
  );
});
