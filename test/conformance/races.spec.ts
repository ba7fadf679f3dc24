// What happens at the same moment: one seat left, one secret, one messageId, many who come at once.
import type { Joined, Page, Signal } from '@parley/protocol';
import { newSecret, OFFER } from '../support/samples.ts';
import { DOORS, rest, sit, sitBySocket } from './doors.ts';
import { taken } from './outcome.ts';
import { serverUnderTest } from './server-under-test.ts';

const server = serverUnderTest();

const times = <Made>(count: number, make: (index: number) => Promise<Made>) =>
  Promise.all(Array.from({ length: count }, (_, i) => make(i)));

describe.each(DOORS)('at the $name door', (door) => {
  it('the last free place goes to one', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const outcomes = await times(8, () => door.tryJoin(server, id, {}));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3);
    expect(new Set(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.code])))).toEqual(
      new Set(['call-full']),
    );
    expect((await server.callNow(id)).participants).toHaveLength(3);
  });

  it('one secret has one seat, and one of its joins is the first', async () => {
    const { id } = await server.createCall();
    const secret = newSecret();
    const joined = (await times(6, () => door.tryJoin(server, id, { secret }))).map((outcome) => taken(outcome));
    expect(new Set(joined.map(({ self }) => self.id)).size).toBe(1);
    expect(joined.filter(({ resumed }) => !resumed)).toHaveLength(1);
    expect((await server.callNow(id)).participants).toHaveLength(1);
  });

  it('one messageId is stored once, and everyone is told the same place', async () => {
    const { id } = await server.createCall();
    const [alice, bob] = [await sit(door, server, id), await sit(rest, server, id)];
    const offer = { type: 'offer', to: bob.id, messageId: 'once', description: OFFER } as const;
    const outcomes = await times(10, () => door.trySend(server, alice, offer));
    for (const outcome of outcomes) expect(taken(outcome)).toMatchObject({ seq: 1, to: bob.id });
    const { body } = await server.api.get<Page<Signal>>(`/calls/${id}/signals`, { bearer: alice.secret });
    expect(body.items).toHaveLength(1);
  });

  it('an open offer has one taker', async () => {
    const { id } = await server.createCall({ maxParticipants: 9 });
    const alice = await sitBySocket(server, id);
    await alice.socket.ok('offer', { messageId: 'open', description: OFFER });
    const joined = (await times(8, () => door.tryJoin(server, id, {}))).map((outcome) => taken(outcome));
    expect(joined.flatMap(({ mailbox }) => mailbox.map(({ messageId }) => messageId))).toEqual(['open']);
    for (let i = 0; i < 8; i++) await alice.socket.next('participant-joined');
    const notices = alice.socket.all('participant-joined').filter(({ tookOffer }) => tookOffer !== null);
    expect(notices).toMatchObject([
      { tookOffer: 'open', participant: { id: joined.find(({ mailbox }) => mailbox.length > 0)?.self.id } },
    ]);
  });
});

describe('sockets that join with one secret at once', () => {
  it('are all taken, one after the other; the last one holds the seat and the others are closed as replaced', async () => {
    const { id } = await server.createCall();
    const secret = newSecret();
    const sockets = await times(5, () => server.connect());
    await Promise.all(sockets.map((socket) => socket.ok('join', { callId: id, secret })));
    const synced = await Promise.allSettled(sockets.map((socket) => socket.request('sync', {})));
    const closed = sockets.filter((_, i) => synced[i]?.status === 'rejected');
    expect(closed).toHaveLength(4);
    for (const socket of closed) expect(socket.all('closing')).toMatchObject([{ code: 'replaced' }]);
    expect((await server.callNow(id)).participants).toMatchObject([{ state: 'connected' }]);
  });
});

describe('who joins while others do', () => {
  it('knows everyone from the acknowledgement and what comes after it, each once', async () => {
    const count = 12;
    const { id } = await server.createCall({ maxParticipants: count });
    const sockets = await times(count, () => server.connect());
    const joined: Joined[] = await Promise.all(sockets.map((socket) => socket.ok('join', { callId: id })));
    const everyone = new Set(joined.map(({ self }) => self.id));
    expect(everyone.size).toBe(count);
    for (const [i, socket] of sockets.entries()) {
      expect(socket.journal[0]).toMatchObject({ kind: 'acknowledgement', name: 'join' });
      const there = joined[i]?.call.participants.map((participant) => participant.id) ?? [];
      const later = count - there.length;
      for (let seen = 0; seen < later; seen++) await socket.next('participant-joined');
      const came = socket.all('participant-joined').map(({ participant }) => participant.id);
      expect(new Set([...there, ...came])).toEqual(everyone);
      expect(there.length + came.length).toBe(count);
    }
  });
});
