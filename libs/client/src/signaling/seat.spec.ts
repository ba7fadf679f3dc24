import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Joined } from '@parley/protocol';
import type { CallError } from '../call-error.ts';
import { FakeChannel } from '../testing/fake-channel.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { until } from '../testing/until.ts';
import { afterRefusedJoin } from './join-refusal.ts';
import type { SeatHolder } from './seat-holder.ts';
import { seatStore } from './seat-store.ts';
import { Seat } from './seat.ts';

const store = seatStore(() => {
  throw new Error('no storage here');
});

/** A seat that is being taken, and everything that it tells. */
function taking(
  server = new FakeServer(),
  secret = 'a-secret',
  channel = new FakeChannel(server),
  credentials: { ownerSecret?: string; password?: string } = {},
) {
  const told: unknown[][] = [];
  const hungUp: string[] = [];
  const seat = new Seat({
    callId: 'a-call',
    channel,
    store,
    rest: { hangUp: (...path) => Promise.resolve(void hungUp.push(path.join('/'))) },
    seat: {
      secret,
      taken: false,
      position: 0,
      ownerSecret: credentials.ownerSecret ?? null,
      displayName: null,
      connections: {},
    },
    password: credentials.password,
  });
  const holder = new Proxy({} as SeatHolder, {
    get:
      (_target, name) =>
      (...values: unknown[]) =>
        told.push([name, ...values]),
  });
  const enter = (joined: Joined): SeatHolder => {
    told.push(['entered', joined.self.id]);
    return holder;
  };
  seat.take(enter, (error) => told.push(['refused', error.code]));
  const tellings = (name: string): unknown[][] => told.filter(([each]) => each === name).map(([, ...rest]) => rest);
  return { server, channel, seat, told, hungUp, tellings };
}

const joins = (channel: FakeChannel): unknown[] =>
  channel.sent.filter(({ name }) => name === 'join').map(({ payload }) => payload);

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] }));
afterEach(() => void jest.useRealTimers());

test('joins with a secret of its own, and again with its position whenever the socket is another one', async () => {
  const { server, channel, tellings } = taking();
  await until(() => tellings('handleCaughtUp').length === 1);
  const other = new FakeChannel(server);
  await until(() => server.seats.length === 1);
  server.join(other, { callId: 'a-call', secret: 'other' });
  const candidate = { messageId: 'm1', to: 'p1', candidate: null };
  server.append(other, 'candidate', candidate);
  await until(() => tellings('handleSignal').length === 1);

  channel.cut();
  server.append(other, 'candidate', { ...candidate, messageId: 'm2' });
  channel.restore();
  await until(() => tellings('handleSignal').length === 2);

  expect(joins(channel)).toEqual([
    { callId: 'a-call', secret: 'a-secret' },
    { callId: 'a-call', secret: 'a-secret', after: 1 },
  ]);
  expect(tellings('handleSocket')).toEqual([[false], [true]]);
  expect(tellings('entered')).toEqual([['p1']]);
  expect(tellings('handleRejoined')).toHaveLength(1);
});

test('on a socket that was opened ahead it joins at once; one that is still on its way is opened anew', async () => {
  const server = new FakeServer();
  const standing = new FakeChannel(server);
  standing.restore();
  const first = taking(server, 'a-secret', standing);
  expect(joins(standing)).toHaveLength(1);
  await until(() => first.tellings('handleCaughtUp').length === 1);

  const waiting = new FakeChannel(server);
  const second = taking(server, 'another-secret', waiting);
  expect(joins(waiting)).toEqual([]);
  await until(() => second.tellings('handleCaughtUp').length === 1);
  expect([...joins(standing), ...joins(waiting)]).toHaveLength(2);
});

test('a signal lost on the way is read from the mailbox when the next one shows the gap', async () => {
  const { server, channel, tellings } = taking();
  await until(() => tellings('handleCaughtUp').length === 1);
  const other = new FakeChannel(server);
  server.join(other, { callId: 'a-call', secret: 'other' });
  server.loses = ({ messageId }) => messageId === 'm1';
  for (const messageId of ['m1', 'm2']) {
    server.append(other, 'candidate', { messageId, to: 'p1', candidate: null });
  }
  await until(() => tellings('handleSignal').length === 2);
  expect(tellings('handleSignal')).toMatchObject([[{ messageId: 'm1' }], [{ messageId: 'm2' }]]);
  expect(channel.sent.filter(({ name }) => name === 'sync')).toHaveLength(1);
});

test('a passing refusal of a join is asked again, a final one is told', async () => {
  const { channel, tellings } = taking();
  channel.refusals.push({ name: 'join', error: { code: 'unavailable', message: 'try again' } });
  await until(() => joins(channel).length === 1 && jest.getTimerCount() > 0);
  jest.runOnlyPendingTimers();
  await until(() => tellings('entered').length === 1);

  channel.cut();
  channel.refusals.push({ name: 'join', error: { code: 'forbidden', message: 'removed' } });
  channel.restore();
  await until(() => tellings('handleOver').length === 1);
  expect(tellings('handleOver')).toMatchObject([['removed', { code: 'forbidden' }]]);
  expect(channel.closed).toBe(true);
});

test('a join that comes too often is asked again once the server said it may, and not before', async () => {
  const { channel, tellings } = taking();
  channel.refusals.push({ name: 'join', error: { code: 'rate-limited', message: 'wait', retryAfter: 7 } });
  await until(() => joins(channel).length === 1 && jest.getTimerCount() > 0);
  jest.advanceTimersByTime(7_000);
  expect(joins(channel)).toHaveLength(1);
  jest.advanceTimersByTime(500);
  await until(() => tellings('entered').length === 1);
  expect(joins(channel)).toHaveLength(2);
  expect(tellings('refused')).toEqual([]);
});

test('who waits for the first join is told why it was refused', async () => {
  const server = new FakeServer();
  server.endReason = 'hangup';
  const { channel, tellings } = taking(server);
  await until(() => tellings('refused').length === 1);
  expect(tellings('refused')).toEqual([['call-ended']]);
  expect(channel.closed).toBe(true);
});

test('a server that is away is given some seconds at the first join, and all the time later', async () => {
  const away = taking();
  away.channel.connected = false;
  away.channel.fail(null);
  expect(away.tellings('refused')).toEqual([]);
  jest.setSystemTime(Date.now() + 5_000);
  away.channel.fail(null);
  expect(away.tellings('refused')).toEqual([['server-unreachable']]);

  const { channel, tellings } = taking();
  await until(() => tellings('entered').length === 1);
  channel.cut();
  jest.setSystemTime(Date.now() + 3_600_000);
  channel.fail(null);
  expect(tellings('handleOver')).toEqual([]);
});

test('a server of another protocol is final', () => {
  const { channel, tellings } = taking();
  channel.fail({ code: 'unsupported-protocol', message: 'this server speaks 2' });
  expect(tellings('refused')).toEqual([['unsupported-protocol']]);
});

test('a seat taken elsewhere is over here; a server that drains is not', async () => {
  const { server, channel, tellings } = taking();
  await until(() => tellings('entered').length === 1);
  channel.deliver('closing', { code: 'draining', message: 'a new version comes' });
  channel.cut();
  channel.restore();
  await until(() => tellings('handleRejoined').length === 1);

  const tab = taking(server);
  await until(() => tab.tellings('entered').length === 1);
  await until(() => tellings('handleOver').length === 1);
  expect(tellings('handleOver')).toMatchObject([['replaced', { code: 'opened-elsewhere' }]]);
  expect(channel.closed).toBe(true);
});

test('hangs up over the socket, and over REST when there is none', async () => {
  const { seat, channel, hungUp, tellings } = taking();
  await until(() => tellings('entered').length === 1);
  await seat.leave('bye');
  expect(channel.sent.at(-1)).toEqual({ name: 'hangup', payload: { reason: 'bye' } });
  expect(hungUp).toEqual([]);

  const cut = taking();
  await until(() => cut.tellings('entered').length === 1);
  cut.channel.cut();
  await cut.seat.leave(null);
  expect(cut.hungUp).toEqual(['a-call/p1/a-secret']);
  expect(jest.getTimerCount()).toBe(0);
});

test.each([
  ['call-ended', 'unknown'],
  ['call-not-found', 'deleted'],
  ['forbidden', 'removed'],
  ['unauthorized', 'removed'],
  ['call-full', 'lost'],
  ['already-joined', 'reopen'],
  ['rate-limited', 'retry'],
  ['unavailable', 'retry'],
  ['internal', 'retry'],
] as const)(
  'a join refused with %s means: %s',
  (code: CallError['code'] & Parameters<typeof afterRefusedJoin>[0], end) => {
    expect(afterRefusedJoin(code)).toBe(end);
  },
);

test('says a password and the owner’s secret once: a seat that is taken needs neither, and may have handed over', async () => {
  const channel = new FakeChannel(new FakeServer());
  const credentials = { ownerSecret: 'the-owner', password: 'open sesame' };
  const { tellings } = taking(new FakeServer(), 'a-secret', channel, credentials);
  await until(() => tellings('handleCaughtUp').length === 1);
  channel.cut();
  channel.restore();
  await until(() => tellings('handleRejoined').length === 1);
  expect(joins(channel)).toEqual([
    { callId: 'a-call', secret: 'a-secret', ...credentials },
    { callId: 'a-call', secret: 'a-secret', after: 0 },
  ]);
});
