// What is not confirmed comes again; who watches the list hears of it; positions that cannot be are refused.
import { samples } from './signaling-samples.ts';
import { SignalingServer } from './signaling-server.ts';

const { offer, candidate } = samples;
const RESEND_MS = 200;
const WATCH_MS = 200;

let server: SignalingServer;
beforeAll(async () => {
  server = await SignalingServer.start({}, { resendAfter: RESEND_MS, watchInterval: WATCH_MS });
});
afterAll(() => server.close());

async function twoInACall() {
  const callId = await server.createCall();
  const [anna, ben] = [await server.connect(), await server.connect()];
  await anna.ok('join', { callId });
  const { self } = await ben.ok('join', { callId, secret: 'b'.repeat(30) });
  return { callId, anna, ben, to: self.id };
}

it('sends a signal again until it is confirmed, with growing waits', async () => {
  const { anna, ben, to } = await twoInACall();
  // From before the first was sent on: any of them may be seen late, and the next one then in time.
  const saidAt = performance.now();
  await anna.ok('offer', { ...offer('o1'), to });
  for (let time = 0; time < 3; time += 1) await ben.next('offer');
  const [, second, third] = ben.entries('offer').map(({ at }) => at - saidAt);
  expect(second).toBeGreaterThan(RESEND_MS * 0.9);
  expect(third).toBeGreaterThan((RESEND_MS + 2 * RESEND_MS) * 0.9);
  await ben.ok('received', { seq: 1 });
  const times = ben.all('offer').length;
  // A later signal is sent again while the confirmed one rests.
  await anna.ok('candidate', { ...candidate('c1'), to });
  await ben.next('candidate');
  await ben.next('candidate');
  expect(ben.all('offer')).toHaveLength(times);
});

it('sends what stood in the page of a join again only if it stays unconfirmed', async () => {
  const { callId, anna, ben, to } = await twoInACall();
  ben.close();
  await anna.ok('offer', { ...offer('o1'), to });
  const back = await server.connect();
  const joinedAt = performance.now();
  await back.ok('join', { callId, secret: 'b'.repeat(30) });
  await back.next('offer');
  expect(back.entries('offer')[0]!.at - joinedAt).toBeGreaterThan(RESEND_MS * 0.9);
});

it('takes a confirmation of what is there, once or again, and refuses one of what cannot be', async () => {
  const { anna, ben, to } = await twoInACall();
  await anna.ok('offer', { ...offer('o1'), to });
  await ben.ok('received', { seq: 1 });
  await ben.ok('received', { seq: 0 });
  await expect(ben.request('received', { seq: 2 })).resolves.toMatchObject({
    error: { code: 'invalid-payload', errors: [{ path: 'seq' }] },
  });
  await expect(ben.ok('sync')).resolves.toMatchObject({ mailbox: [], more: false });
  await expect(ben.ok('sync', { after: 0 })).resolves.toMatchObject({ mailbox: [{ seq: 1, delivered: true }] });
  await expect(ben.request('sync', { after: 2 })).resolves.toMatchObject({ error: { code: 'invalid-payload' } });
});

it('shows watchers the open calls and their latest state, each at most once in the interval', async () => {
  const callId = await server.createCall({ name: 'first', maxParticipants: 5 });
  const hidden = await server.createCall({ listed: false });
  const watcher = await server.connect();
  const { items } = await watcher.ok('watch');
  expect(items.map(({ id }) => id)).toContain(callId);
  expect(items.map(({ id }) => id)).not.toContain(hidden);
  expect(items[0]!.joinUrl).toMatch(server.url);

  const of = (id: string) =>
    watcher.entries('call-changed').filter(({ payload }) => JSON.stringify(payload).includes(id));
  const changedAt = performance.now();
  for (const name of ['a', 'b', 'c', 'd']) await server.calls.change({ callId, name, ifMatch: undefined }, null);
  await watcher.next('call-changed', ({ call }) => call.id === callId && call.name === 'd');
  const [first, second, ...more] = of(callId);
  expect(first!.payload).toMatchObject({ call: { name: 'a' } });
  expect(second!.at - changedAt).toBeGreaterThan(WATCH_MS * 0.9);
  expect(more).toEqual([]);

  await server.calls.change({ callId, listed: false, ifMatch: undefined }, null);
  await watcher.next('call-changed', ({ call }) => call.id === callId && !call.listed);
  await server.calls.change({ callId, name: 'unseen', ifMatch: undefined }, null);
  await server.calls.change({ callId: hidden, state: 'ended', ifMatch: undefined }, null);
  const shown = await server.createCall({ name: 'shown' });
  await watcher.next('call-changed', ({ call }) => call.id === shown && call.state === 'waiting');
  await server.calls.change({ callId: shown, state: 'ended', ifMatch: undefined }, null);
  await watcher.next('call-changed', ({ call }) => call.id === shown && call.state === 'ended');
  expect(of(hidden)).toEqual([]);
  expect(JSON.stringify(of(callId))).not.toContain('unseen');

  await watcher.ok('unwatch');
  expect(server.figures.watchers).toBe(0);
});

it('tells the seats of a call that it changed', async () => {
  const { callId, anna, ben } = await twoInACall();
  await server.calls.change({ callId, name: 'renamed', ifMatch: undefined }, null);
  for (const socket of [anna, ben]) await socket.next('call-changed', ({ call }) => call.name === 'renamed');
});

it('counts who is there', async () => {
  const before = { ...(await figures()) };
  const { anna, ben } = await twoInACall();
  expect(await figures()).toEqual({ sockets: before.sockets + 2, seats: before.seats + 2 });
  anna.close();
  await ben.next('participant-updated');
  expect(await figures()).toEqual({ sockets: before.sockets + 1, seats: before.seats + 1 });
});

const figures = async () => ({ sockets: server.figures.sockets, seats: server.figures.seats });
