// Held polls: what answers them, and what they leave behind.
import { EventEmitter, once } from 'node:events';
import type { CreatedCall, Joined, MailboxPage } from '@parley/protocol';
import { HeldPollsService } from '../../apps/server/src/mailboxes/held-polls.service.ts';
import type { Answer } from '../support/rest-api.ts';
import { newMessageId, newSecret, OFFER } from '../support/samples.ts';
import { restServer, type RestServer } from './rest-server.ts';

const LONGEST_WAIT = 30;

interface Seat {
  id: string;
  secret: string;
}

let server: RestServer;
let call: CreatedCall;
let alice: Seat;
let bob: Seat;

async function sit(): Promise<Seat> {
  const secret = newSecret();
  const { body } = await server.api.post<Joined>(`/calls/${call.id}/participants`, { secret });
  return { id: body.self.id, secret };
}

const path = (seat: Seat, query = '') => `/calls/${call.id}/participants/${seat.id}/mailbox${query}`;

/** Tells when a poll is held and when it is let go. */
class WatchedPolls extends HeldPollsService {
  readonly events = new EventEmitter();

  override async hold<Result>(...poll: Parameters<typeof HeldPollsService.prototype.hold<Result>>): Promise<Result> {
    const answer = super.hold(...poll);
    this.events.emit('held');
    try {
      return await answer;
    } finally {
      this.events.emit('released');
    }
  }
}

const polls = (): EventEmitter => server.app.get<WatchedPolls>(HeldPollsService).events;

/** A poll that the server holds; its answer is to come. */
async function heldPoll(seat: Seat, signal?: AbortSignal): Promise<{ answer: Promise<Answer<MailboxPage>> }> {
  const held = once(polls(), 'held');
  const answer = server.api.get<MailboxPage>(path(seat, `?wait=${LONGEST_WAIT}`), {
    bearer: seat.secret,
    ...(signal && { signal }),
  });
  await held;
  return { answer };
}

const offer = (from: Seat, to: Seat) =>
  server.api.post(
    `/calls/${call.id}/signals`,
    { type: 'offer', to: to.id, messageId: newMessageId(), description: OFFER },
    { bearer: from.secret },
  );

beforeAll(async () => {
  server = await restServer({}, (builder) => builder.overrideProvider(HeldPollsService).useClass(WatchedPolls));
});
beforeEach(async () => {
  call = (await server.api.post<CreatedCall>('/calls', { maxParticipants: 3 })).body;
  alice = await sit();
  bob = await sit();
});
afterAll(() => server.discard());

it('a poll is answered with the signal that comes', async () => {
  const { answer } = await heldPoll(bob);
  await offer(alice, bob);
  expect((await answer).body).toMatchObject({ items: [{ seq: 1, from: alice.id, type: 'offer' }], more: false });
});

it('a poll is not answered by a signal to someone else', async () => {
  const { answer } = await heldPoll(bob);
  await offer(bob, alice);
  await offer(alice, bob);
  expect((await answer).body.items).toMatchObject([{ to: bob.id }]);
});

it('every poll of a seat is answered', async () => {
  const held = [await heldPoll(bob), await heldPoll(bob)];
  await offer(alice, bob);
  const answers = await Promise.all(held.map(({ answer }) => answer));
  expect(answers.map(({ body }) => body.items.length)).toEqual([1, 1]);
});

it('a poll is answered when the call ends', async () => {
  const { answer } = await heldPoll(bob);
  await server.api.patch(`/calls/${call.id}`, { state: 'ended' }, { bearer: call.ownerSecret });
  expect(await answer).toMatchObject({ status: 200, body: { items: [], more: false } });
});

it('a poll is answered when its own seat is left', async () => {
  const { answer } = await heldPoll(bob);
  await server.api.delete(`/calls/${call.id}/participants/${bob.id}`, { bearer: bob.secret });
  expect((await answer).status).toBe(200);
});

it('a poll is refused when its participant is removed', async () => {
  const { answer } = await heldPoll(bob);
  await server.api.delete(`/calls/${call.id}/participants/${bob.id}`, { bearer: call.ownerSecret });
  expect(await answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
});

it('a poll is not held for who has left', async () => {
  await server.api.delete(`/calls/${call.id}/participants/${bob.id}`, { bearer: bob.secret });
  const { body } = await server.api.get<MailboxPage>(path(bob, `?wait=${LONGEST_WAIT}`), { bearer: bob.secret });
  expect(body).toEqual({ items: [], more: false });
});

it('a poll whose client has gone is let go', async () => {
  const client = new AbortController();
  const { answer } = await heldPoll(bob, client.signal);
  const released = once(polls(), 'released');
  client.abort();
  await expect(answer).rejects.toThrow();
  await released;
});

it('held polls are answered when the server stops', async () => {
  const { answer } = await heldPoll(bob);
  await server.stop();
  expect(await answer).toMatchObject({ status: 200, body: { items: [] } });
});
