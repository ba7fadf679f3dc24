import { expect, test } from '@jest/globals';
import type { Call } from '@parley/protocol';
import { CallList, listWith } from './call-list.ts';
import { FakeChannel } from './testing/fake-channel.ts';
import { FakeServer } from './testing/fake-server.ts';
import { until } from './testing/until.ts';

const call = (id: string, change: Partial<Call> = {}): Call => ({ ...new FakeServer().call, id, ...change });
const ids = (calls: readonly Call[]): string[] => calls.map(({ id }) => id);

test('a new call stands in front, a changed one in its place', () => {
  const calls = [call('b'), call('a')];
  expect(ids(listWith(calls, call('c')))).toEqual(['c', 'b', 'a']);
  expect(listWith(calls, call('a', { name: 'new' }))[1]?.name).toBe('new');
});

test('a call that ended or is listed no more is gone', () => {
  const calls = [call('b'), call('a')];
  expect(ids(listWith(calls, call('a', { state: 'ended' })))).toEqual(['b']);
  expect(ids(listWith(calls, call('b', { listed: false })))).toEqual(['a']);
  expect(ids(listWith(calls, call('c', { state: 'ended' })))).toEqual(['b', 'a']);
});

test('the list is live while its socket stands, and asked for anew with the next one', async () => {
  const channel = new FakeChannel(new FakeServer());
  const list = new CallList(channel);
  await until(() => list.connected);
  channel.deliver('call-changed', { call: call('a') });
  await until(() => list.calls.length === 1);

  channel.cut();
  expect(list.connected).toBe(false);
  expect(ids(list.calls)).toEqual(['a']);

  channel.restore();
  await until(() => list.connected);
  expect(channel.sent.map(({ name }) => name)).toEqual(['watch', 'watch']);
  list.close();
  expect(channel.closed).toBe(true);
});
