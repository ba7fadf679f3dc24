// The grace of a seat over REST: it runs from each request, and not while a poll is held.
import { read, rest, sit, sitBySocket } from './doors.ts';
import { patience, serverWithShortGrace } from './server-under-test.ts';
import { aTime, participantLike } from './shapes.ts';

const server = serverWithShortGrace();

const PATIENCE = patience(4);
const patiently = { within: PATIENCE };

describe('a seat over REST', () => {
  it(
    'is `connected` for the grace after a request, then `reconnecting` as long again, then `left`',
    async () => {
      const { id } = await server.createCall();
      const alice = await sitBySocket(server, id);
      const since = performance.now();
      const bob = await sit(rest, server, id);
      const atLeast = (graces: number) =>
        expect(performance.now() - since).toBeGreaterThan(graces * server.graceSeconds * 1000 - 300);
      expect(await alice.socket.next('participant-updated', undefined, patiently)).toEqual({
        participant: { ...bob.joined.self, state: 'reconnecting' },
      });
      atLeast(1);
      expect(await alice.socket.next('participant-left', undefined, patiently)).toEqual({
        participant: participantLike({ id: bob.id, state: 'left', leftAt: aTime }),
        reason: 'lost',
      });
      atLeast(2);
    },
    PATIENCE,
  );

  it(
    'is `connected` while a poll is held',
    async () => {
      const { id } = await server.createCall();
      const alice = await sitBySocket(server, id);
      const bob = await sit(rest, server, id);
      const wait = Math.min(30, server.graceSeconds + 2);
      const path = `/calls/${id}/participants/${bob.id}/mailbox?wait=${wait}`;
      const { body } = await server.api.get<{ items: unknown[] }>(path, { bearer: bob.secret });
      expect(body.items).toEqual([]);
      expect(alice.socket.all('participant-updated')).toEqual([]);
      expect((await server.callNow(id)).participants[1]).toMatchObject({ state: 'connected' });
      // The grace after that request runs from its answer.
      await alice.socket.next(
        'participant-updated',
        ({ participant }) => participant.state === 'reconnecting',
        patiently,
      );
    },
    PATIENCE + 2000,
  );

  it(
    'is `connected` again with its next request',
    async () => {
      const { id } = await server.createCall();
      const alice = await sitBySocket(server, id);
      const bob = await sit(rest, server, id);
      await alice.socket.next(
        'participant-updated',
        ({ participant }) => participant.state === 'reconnecting',
        patiently,
      );
      await read(rest, server, bob);
      expect(await alice.socket.next('participant-updated')).toEqual({ participant: bob.joined.self });
    },
    PATIENCE,
  );

  it(
    'that moves to a socket is held by it: the grace of its last request ends nothing',
    async () => {
      const { id } = await server.createCall({ maxParticipants: 3 });
      const alice = await sitBySocket(server, id);
      const bob = await sit(rest, server, id);
      await sitBySocket(server, id, { secret: bob.secret });
      // Carol's silence over REST begins later than Bob's, and becomes known.
      const carol = await sit(rest, server, id);
      const first = await alice.socket.next('participant-updated', undefined, patiently);
      expect(first.participant).toMatchObject({ id: carol.id, state: 'reconnecting' });
      expect((await server.callNow(id)).participants[1]).toMatchObject({ id: bob.id, state: 'connected' });
    },
    PATIENCE,
  );
});
