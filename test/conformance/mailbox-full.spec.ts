// A mailbox holds 5,000 unconfirmed signals, and an answer 500 of them.
import type { Joined, MailboxPage, Page, Signal } from '@parley/protocol';
import { withQuery } from '../support/rest-api.ts';
import { ANSWER, newMessageId, OFFER } from '../support/samples.ts';
import { DOORS, rest, send, sit, sitBySocket, socket, type Seat, type SocketSeat } from './doors.ts';
import { serverUnderTest } from './server-under-test.ts';
import { expectProblem, expectRefusal } from './shapes.ts';

const server = serverUnderTest();
const FULL = 5000;
const PAGE = 500;
const MANY_SIGNALS_MS = 30_000;

/** Many candidates through one socket, some hundred in flight. */
async function pour(seat: SocketSeat, count: number, fields: object): Promise<void> {
  for (let sent = 0; sent < count;) {
    const wave = Math.min(500, count - sent);
    sent += wave;
    await Promise.all(
      Array.from({ length: wave }, () =>
        seat.socket.ok('candidate', { messageId: newMessageId(), candidate: null, ...fields }),
      ),
    );
  }
}

async function walk(bob: Seat): Promise<{ seqs: (number | null)[]; pages: number }> {
  const seqs: (number | null)[] = [];
  for (let pages = 1; ; pages++) {
    const path = withQuery(`/calls/${bob.callId}/participants/${bob.id}/mailbox`, { after: seqs.length });
    const { body } = await server.api.get<MailboxPage>(path, { bearer: bob.secret });
    seqs.push(...body.items.map(({ seq }) => seq));
    if (!body.more) return { seqs, pages };
    expect(body.items).toHaveLength(PAGE);
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('a mailbox of 5,000 unconfirmed signals', () => {
  let alice: SocketSeat;
  let bob: Seat;

  beforeAll(async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const sender = await sitBySocket(server, id);
    bob = await sit(rest, server, id);
    await send(socket, server, sender, { type: 'candidate', messageId: 'the first', to: bob.id, candidate: null });
    await pour(sender, FULL - 1, { to: bob.id });
    // The sockets of a test are closed after it; each takes the seat back.
    alice = sender;
  }, MANY_SIGNALS_MS);

  beforeEach(async () => {
    alice = await sitBySocket(server, bob.callId, { secret: alice.secret });
  });

  it.each(DOORS)(
    'takes no more at the $name door: mailbox-full with `retryAfter` in seconds, and nothing is stored',
    async (door) => {
      const refused = await door.trySend(server, alice, {
        type: 'offer',
        messageId: 'one too many',
        to: bob.id,
        description: OFFER,
      });
      expectRefusal(refused, 'mailbox-full');
      expect(refused).toMatchObject({ error: { retryAfter: expect.any(Number) } });
      const { body } = await server.api.get<Page<Signal>>(`/calls/${bob.callId}/signals?type=offer`, {
        bearer: alice.secret,
      });
      expect(body.items).toEqual([]);
    },
  );

  it('says so over REST in the Retry-After header too', async () => {
    const offer = { type: 'offer', messageId: 'too many', to: bob.id, description: OFFER };
    const answer = await server.api.post(`/calls/${bob.callId}/signals`, offer, { bearer: alice.secret });
    const problem = expectProblem(answer, 'mailbox-full');
    expect(answer.headers.get('retry-after')).toBe(String(problem.retryAfter));
    expect(problem.retryAfter).toBeGreaterThan(0);
  });

  it('answers a repeated messageId with where that signal is, as ever', async () => {
    const again = { type: 'candidate', messageId: 'the first', to: bob.id, candidate: null } as const;
    for (const door of DOORS) expect(await send(door, server, alice, again)).toMatchObject({ seq: 1, to: bob.id });
  });

  it('holds back nobody else’s', async () => {
    expect(await send(rest, server, bob, { type: 'answer', to: alice.id, description: ANSWER })).toMatchObject({
      to: alice.id,
    });
  });

  it('is answered 500 at a time: Joined, `sync` and the REST mailbox, `more` telling of the rest', async () => {
    const back = await server.api.post<Joined>(`/calls/${bob.callId}/participants`, { secret: bob.secret });
    expect(back.body.mailbox.map(({ seq }) => seq)).toEqual(numbers(PAGE));
    expect(back.body.more).toBe(true);
    const bySocket = await sitBySocket(server, bob.callId, { secret: bob.secret });
    expect(bySocket.joined).toMatchObject({ more: true });
    expect(bySocket.joined.mailbox).toHaveLength(PAGE);
    const synced = await bySocket.socket.ok('sync', { after: PAGE });
    expect([synced.mailbox.length, synced.mailbox[0]?.seq, synced.more]).toEqual([PAGE, PAGE + 1, true]);
    const last = await bySocket.socket.ok('sync', { after: FULL - PAGE });
    expect([last.mailbox.length, last.more]).toEqual([PAGE, false]);
  });

  it('never holds back a `hangup`, and takes more once it is confirmed', async () => {
    const carol = await sitBySocket(server, bob.callId);
    await carol.socket.ok('hangup', {});
    const walked = await walk(bob);
    expect(walked.seqs).toEqual(numbers(FULL + 1));
    expect(walked.pages).toBe(11);
    expect(await send(socket, server, alice, { type: 'offer', to: bob.id, description: OFFER })).toMatchObject({
      seq: FULL + 2,
    });
  });
});

describe('open offers and their candidates', () => {
  it(
    'count alike',
    async () => {
      const { id } = await server.createCall();
      const alice = await sitBySocket(server, id);
      await send(socket, server, alice, { type: 'offer', description: OFFER });
      await pour(alice, FULL - 1, {});
      for (const door of DOORS) {
        expectRefusal(
          await door.trySend(server, alice, { type: 'candidate', messageId: newMessageId(), candidate: null }),
          'mailbox-full',
        );
      }
      const bob = await sit(rest, server, id);
      expect([bob.joined.mailbox.length, bob.joined.more]).toEqual([PAGE, true]);
      expect((await walk(bob)).seqs).toEqual(numbers(FULL));
    },
    MANY_SIGNALS_MS,
  );
});
