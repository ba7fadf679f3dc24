// `received`, `sync`, and what is sent again because nobody confirmed it.
import type { Page, Signal } from '@parley/protocol';
import { CANDIDATE, OFFER } from '../support/samples.ts';
import { DOORS, rest, send, sit, sitBySocket, type Seat, type SocketSeat } from './doors.ts';
import { serverUnderTest } from './server-under-test.ts';
import { expectRefusal } from './shapes.ts';

const server = serverUnderTest();
const SEVERAL_WAITS_MS = 20_000;

async function pair(): Promise<{ alice: Seat; bob: SocketSeat }> {
  const { id } = await server.createCall();
  return { alice: await sit(rest, server, id), bob: await sitBySocket(server, id) };
}

async function say(from: Seat, to: Seat, count = 1): Promise<void> {
  for (let i = 0; i < count; i++)
    await send(rest, server, from, { type: 'candidate', to: to.id, candidate: CANDIDATE });
}

const delivered = async (seat: Seat) => {
  const { body } = await server.api.get<Page<Signal>>(`/calls/${seat.callId}/signals`, { bearer: seat.secret });
  return body.items.map((signal) => signal.delivered);
};

const syncSeqs = async ({ socket }: SocketSeat, payload: object) =>
  (await socket.ok('sync', payload)).mailbox.map(({ seq }) => seq);

describe('received', () => {
  it('confirms all up to `seq`, which `delivered` then says', async () => {
    const { alice, bob } = await pair();
    await say(alice, bob, 3);
    await bob.socket.next('candidate', ({ seq }) => seq === 3);
    expect(await delivered(alice)).toEqual([false, false, false]);
    expect(await bob.socket.request('received', { seq: 2 })).toEqual({ ok: true });
    expect(await syncSeqs(bob, {})).toEqual([3]);
    expect(await delivered(alice)).toEqual([true, true, false]);
  });

  it('at or below the confirmed position changes nothing', async () => {
    const { alice, bob } = await pair();
    await say(alice, bob, 3);
    await bob.socket.ok('received', { seq: 2 });
    for (const seq of [2, 1, 0]) expect(await bob.socket.request('received', { seq })).toEqual({ ok: true });
    expect(await syncSeqs(bob, {})).toEqual([3]);
  });

  it.each([{}, { seq: -1 }, { seq: 1.5 }, { seq: '1' }, { seq: null }])(
    'refuses %j and names the field',
    async (payload) => {
      const { bob } = await pair();
      expectRefusal(await bob.socket.request('received', payload), 'invalid-payload', 'seq');
    },
  );
});

describe('sync', () => {
  it('answers what stands past `after`, or past the last confirmed', async () => {
    const { alice, bob } = await pair();
    await say(alice, bob, 4);
    expect(await syncSeqs(bob, {})).toEqual([1, 2, 3, 4]);
    expect(await syncSeqs(bob, { after: 3 })).toEqual([4]);
    await bob.socket.ok('received', { seq: 2 });
    expect(await syncSeqs(bob, {})).toEqual([3, 4]);
    expect(await syncSeqs(bob, { after: 0 })).toEqual([1, 2, 3, 4]);
    expect(await syncSeqs(bob, { after: 4 })).toEqual([]);
  });

  it('does not confirm', async () => {
    const { alice, bob } = await pair();
    await say(alice, bob, 2);
    await bob.socket.ok('sync', { after: 2 });
    expect(await delivered(alice)).toEqual([false, false]);
    expect(await syncSeqs(bob, {})).toEqual([1, 2]);
  });

  it('refuses an `after` past the last seq, and any that is no position', async () => {
    const { alice, bob } = await pair();
    await say(alice, bob);
    for (const after of [2, -1, 0.5, 'x'])
      expectRefusal(await bob.socket.request('sync', { after }), 'invalid-payload', 'after');
    expect(await bob.socket.request('sync', { after: 1 })).toEqual({ ok: true, mailbox: [], more: false });
  });
});

describe('what a connected receiver has not confirmed', () => {
  it(
    'is sent again after 2 s, with growing waits, until it is confirmed',
    async () => {
      const { alice, bob } = await pair();
      const said = performance.now();
      await say(alice, bob);
      for (let i = 0; i < 3; i++)
        expect((await bob.socket.next('candidate', undefined, { within: SEVERAL_WAITS_MS })).seq).toBe(1);
      // Since it was said, and not since the one before came: that may have come late to a busy machine.
      const [, second = 0, third = 0] = bob.socket.entries('candidate').map(({ at }) => at - said);
      expect(second).toBeGreaterThan(1900);
      expect(third).toBeGreaterThan(4500);
    },
    SEVERAL_WAITS_MS,
  );

  it(
    'alone is sent again: what was confirmed is not',
    async () => {
      const { alice, bob } = await pair();
      await say(alice, bob, 3);
      await bob.socket.ok('received', { seq: 2 });
      await bob.socket.next('candidate', ({ seq }) => seq === 3);
      await bob.socket.next('candidate', ({ seq }) => seq === 3, { within: SEVERAL_WAITS_MS });
      expect(bob.socket.all('candidate').map(({ seq }) => seq)).toEqual([1, 2, 3, 3]);
    },
    SEVERAL_WAITS_MS,
  );

  it.each(DOORS)(
    'may be confirmed at the $name door too: then it is not sent again',
    async (door) => {
      const { alice, bob } = await pair();
      await say(alice, bob, 2);
      if (door === rest) await rest.tryRead(server, bob, 2);
      else await bob.socket.ok('received', { seq: 2 });
      // A later signal that is sent again proves that these two were not: theirs would have been due before.
      await say(alice, bob);
      await bob.socket.next('candidate', ({ seq }) => seq === 3);
      await bob.socket.next('candidate', ({ seq }) => seq === 3, { within: SEVERAL_WAITS_MS });
      expect(bob.socket.all('candidate').map(({ seq }) => seq)).toEqual([1, 2, 3, 3]);
    },
    SEVERAL_WAITS_MS,
  );

  it(
    'is sent again in order',
    async () => {
      const { alice, bob } = await pair();
      await send(rest, server, alice, { type: 'offer', to: bob.id, description: OFFER });
      await say(alice, bob, 4);
      await bob.socket.next('candidate', ({ seq }) => seq === 5);
      await bob.socket.next('candidate', ({ seq }) => seq === 5, { within: SEVERAL_WAITS_MS });
      const seqs = bob.socket.journal
        .filter(({ name }) => name === 'offer' || name === 'candidate')
        .map(({ payload }) => (payload as Signal).seq);
      expect(seqs.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
      expect(seqs.slice(5, 10)).toEqual([1, 2, 3, 4, 5]);
    },
    SEVERAL_WAITS_MS,
  );

  it(
    'and stood in a Joined `mailbox` is sent again only if it stays unconfirmed for 2 s',
    async () => {
      const { id } = await server.createCall();
      const alice = await sit(rest, server, id);
      await send(rest, server, alice, { type: 'offer', description: OFFER });
      const since = performance.now();
      const bob = await sitBySocket(server, id);
      expect(bob.joined.mailbox).toMatchObject([{ seq: 1 }]);
      expect(await bob.socket.next('offer', undefined, { within: SEVERAL_WAITS_MS })).toEqual(bob.joined.mailbox[0]);
      expect(performance.now() - since).toBeGreaterThan(1800);
    },
    SEVERAL_WAITS_MS,
  );
});
