// `GET /calls/{id}/participants/{pid}/mailbox`: reading past a position, confirming by it, and the held poll.
import type { MailboxPage } from '@parley/protocol';
import { withQuery, type Query } from '../support/rest-api.ts';
import { CANDIDATE, newSecret, OFFER } from '../support/samples.ts';
import { rest, send, sit, type Seat } from './doors.ts';
import { serverUnderTest } from './server-under-test.ts';
import { expectProblem, signalLike } from './shapes.ts';

const server = serverUnderTest();

const mailbox = (seat: Pick<Seat, 'callId' | 'id'>, query: Query = {}, bearer?: string) =>
  server.api.get<MailboxPage>(withQuery(`/calls/${seat.callId}/participants/${seat.id}/mailbox`, query), { bearer });
const own = (seat: Seat, query: Query = {}) => mailbox(seat, query, seat.secret);
const seqs = (answer: { body: MailboxPage }) => answer.body.items.map(({ seq }) => seq);

async function pair(): Promise<{ call: { id: string; ownerSecret: string }; alice: Seat; bob: Seat }> {
  const call = await server.createCall();
  return { call, alice: await sit(rest, server, call.id), bob: await sit(rest, server, call.id) };
}

const say = (from: Seat, to: Seat) => send(rest, server, from, { type: 'candidate', to: to.id, candidate: CANDIDATE });

describe('GET …/mailbox', () => {
  it('answers 200 with the signals of the mailbox: seq is 1, 2, 3 … without a gap', async () => {
    const { alice, bob } = await pair();
    await send(rest, server, alice, { type: 'offer', to: bob.id, messageId: 'm', connection: 'c', description: OFFER });
    await say(alice, bob);
    await say(alice, bob);
    const answer = await own(bob);
    expect(answer.status).toBe(200);
    expect(answer.body.more).toBe(false);
    expect(Object.keys(answer.body).toSorted()).toEqual(['items', 'more']);
    expect(answer.body.items[0]).toEqual(
      signalLike({
        seq: 1,
        from: alice.id,
        to: bob.id,
        type: 'offer',
        messageId: 'm',
        connection: 'c',
        description: OFFER,
      }),
    );
    expect(seqs(answer)).toEqual([1, 2, 3]);
  });

  it('comes back with `seq > after`, and confirms up to it', async () => {
    const { alice, bob } = await pair();
    for (let i = 0; i < 3; i++) await say(alice, bob);
    expect(seqs(await own(bob, { after: 2 }))).toEqual([3]);
    const { body } = await server.api.get<MailboxPage>(`/calls/${bob.callId}/signals`, { bearer: alice.secret });
    expect(body.items.map(({ delivered }) => delivered)).toEqual([true, true, false]);
  });

  it('reads from the last confirmed when `after` is left out', async () => {
    const { alice, bob } = await pair();
    for (let i = 0; i < 3; i++) await say(alice, bob);
    expect(seqs(await own(bob))).toEqual([1, 2, 3]);
    expect(seqs(await own(bob))).toEqual([1, 2, 3]);
    await own(bob, { after: 2 });
    expect(seqs(await own(bob))).toEqual([3]);
  });

  it('takes an `after` below the confirmed position: it is the reader’s position', async () => {
    const { alice, bob } = await pair();
    for (let i = 0; i < 3; i++) await say(alice, bob);
    await own(bob, { after: 3 });
    expect(seqs(await own(bob, { after: 1 }))).toEqual([2, 3]);
    expect(seqs(await own(bob))).toEqual([]);
  });

  it('refuses an `after` past the last seq', async () => {
    const { alice, bob } = await pair();
    await say(alice, bob);
    expect(seqs(await own(bob, { after: 1 }))).toEqual([]);
    expectProblem(await own(bob, { after: 2 }), 'invalid-payload', 'after');
  });

  it.each([
    [{ after: -1 }, 'after'],
    [{ after: '1.5' }, 'after'],
    [{ after: 'x' }, 'after'],
    [{ after: '99999999999999999999' }, 'after'],
    [{ wait: 31 }, 'wait'],
    [{ wait: -1 }, 'wait'],
    [{ wait: 'long' }, 'wait'],
    [{ limit: 5 }, 'limit'],
  ])('refuses %j and names it', async (query, path) => {
    const { bob } = await pair();
    expectProblem(await own(bob, query), 'invalid-payload', path);
  });

  it('takes one’s own secret only', async () => {
    const { call, alice, bob } = await pair();
    const stranger = await pair();
    expectProblem(await mailbox(bob), 'unauthorized');
    expectProblem(await mailbox(bob, {}, newSecret()), 'unauthorized');
    expectProblem(await mailbox(bob, {}, stranger.bob.secret), 'unauthorized');
    expectProblem(await mailbox(bob, {}, alice.secret), 'forbidden');
    expectProblem(await mailbox(bob, {}, call.ownerSecret), 'forbidden');
  });

  it('checks shape, then existence, then the secret', async () => {
    const { call } = await pair();
    expectProblem(await mailbox({ callId: 'nope', id: 'nobody' }, { wait: 31 }), 'invalid-payload', 'wait');
    expectProblem(await mailbox({ callId: 'nope', id: 'nobody' }), 'call-not-found');
    expectProblem(await mailbox({ callId: call.id, id: 'nobody' }), 'participant-not-found');
  });
});

describe('GET …/mailbox?wait=', () => {
  it('answers at once when there is something, even for wait=30', async () => {
    const { alice, bob } = await pair();
    await say(alice, bob);
    expect(seqs(await own(bob, { wait: 30 }))).toEqual([1]);
  });

  it('holds the answer until there is one', async () => {
    const { alice, bob } = await pair();
    const held = own(bob, { wait: 30 });
    // Answered in any order: the poll may be held, or find the signal there.
    await say(alice, bob);
    expect(seqs(await held)).toEqual([1]);
    const next = own(bob, { after: 1, wait: 30 });
    await own(bob, { after: 1 });
    await say(alice, bob);
    expect(seqs(await next)).toEqual([2]);
  });

  it('answers empty when the wait is over', async () => {
    const { bob } = await pair();
    const since = performance.now();
    expect((await own(bob, { wait: 1 })).body).toEqual({ items: [], more: false });
    expect(performance.now() - since).toBeGreaterThan(950);
  });

  it('holds for `after` as well, and confirms up to it first', async () => {
    const { alice, bob } = await pair();
    await say(alice, bob);
    await own(bob, { after: 1, wait: 1 });
    const { body } = await server.api.get<MailboxPage>(`/calls/${bob.callId}/signals`, { bearer: alice.secret });
    expect(body.items).toMatchObject([{ delivered: true }]);
  });

  it('is answered when the call ends', async () => {
    const { call, bob } = await pair();
    const held = own(bob, { wait: 30 });
    await own(bob);
    await server.api.patch(`/calls/${call.id}`, { state: 'ended' }, { bearer: call.ownerSecret });
    expect((await held).body).toEqual({ items: [], more: false });
  });

  it('is answered when the call is deleted, and when its participant is removed', async () => {
    const { call, alice, bob } = await pair();
    const [first, second] = [own(alice, { wait: 30 }), own(bob, { wait: 30 })];
    await Promise.all([own(alice), own(bob)]);
    await server.api.delete(`/calls/${call.id}/participants/${alice.id}`, { bearer: call.ownerSecret });
    expectProblem(await first, 'forbidden');
    await server.api.delete(`/calls/${call.id}`, { bearer: call.ownerSecret });
    expect([200, 404]).toContain((await second).status);
  });

  it('is answered with the `hangup` of the other one', async () => {
    const { alice, bob } = await pair();
    const held = own(bob, { wait: 30 });
    await own(bob);
    await rest.tryHangUp(server, alice);
    expect((await held).body.items).toMatchObject([{ type: 'hangup', from: alice.id, seq: 1 }]);
  });

  it('is not held in a call that has ended; its mailbox stays readable', async () => {
    const { alice, bob } = await pair();
    await say(alice, bob);
    await rest.tryHangUp(server, alice);
    expect((await own(bob, { wait: 30 })).body.items).toMatchObject([{ type: 'candidate' }, { type: 'hangup' }]);
    expect(seqs(await own(bob, { after: 2, wait: 30 }))).toEqual([]);
  });
});
