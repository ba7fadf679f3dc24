import { afterEach, expect, test } from '@jest/globals';
import { CallError } from '../call-error.ts';
import type { Call } from '../call.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { everyoneLeaves, openTab } from '../testing/together.ts';
import { CallHolder } from './call-holder.ts';

afterEach(async () => {
  expect(await everyoneLeaves()).toEqual([]);
});

/** Ways into calls, and which of them were taken. */
function ways() {
  const entered: string[] = [];
  const into = (key: string) => (): Promise<Call> => {
    entered.push(key);
    return openTab(new FakeServer(), 'ada').enter();
  };
  return { entered, into };
}

test('effects that ask twice for one call enter it once', async () => {
  const { entered, into } = ways();
  const holder = new CallHolder();
  const [first, second] = await Promise.all([holder.enter('a', into('a')), holder.enter('a', into('a'))]);
  const third = await holder.enter('a', into('a'));
  expect(entered).toEqual(['a']);
  expect([second, third]).toEqual([first, first]);
  expect(holder.held).toEqual({ call: first, entering: false, error: null });
});

test('a call that was created is also the one of its id', async () => {
  const { entered, into } = ways();
  const holder = new CallHolder();
  const created = await holder.enter('', into('new'));
  expect(await holder.enter(created?.id ?? '', into('again'))).toBe(created);
  expect(entered).toEqual(['new']);
});

test('another call leaves the one before', async () => {
  const { into } = ways();
  const holder = new CallHolder();
  const before = await holder.enter('a', into('a'));
  const after = await holder.enter('b', into('b'));
  expect([before?.state, after?.state]).toEqual(['ended', 'waiting']);
  expect(holder.held.call).toBe(after);
});

test('a call that comes after its component has gone is hung up', async () => {
  const { into } = ways();
  const holder = new CallHolder();
  let late: Call | null = null;
  const entering = holder.enter('a', async () => (late = await into('a')()));
  holder.release();
  expect(await entering).toBeNull();
  expect(late).toMatchObject({ state: 'ended', endReason: 'hangup' });
  expect(holder.held).toEqual({ call: null, entering: false, error: null });
});

test('of two that cross, the one that was asked for last is held and the other is left', async () => {
  const { into } = ways();
  const holder = new CallHolder();
  let first: Call | null = null;
  const entering = holder.enter('a', async () => (first = await into('a')()));
  const second = await holder.enter('b', into('b'));
  expect(await entering).toBeNull();
  expect(first).toMatchObject({ state: 'ended' });
  expect(holder.held.call).toBe(second);
});

test('after hanging up the call stays to be read, and the same one can be entered again', async () => {
  const { entered, into } = ways();
  const holder = new CallHolder();
  const before = await holder.enter('a', into('a'));
  await holder.hangUp('bye');
  expect(holder.held.call).toBe(before);
  expect(before?.endReason).toBe('hangup');
  const after = await holder.enter('a', into('a'));
  expect(after).not.toBe(before);
  expect(entered).toEqual(['a', 'a']);
});

test('a refusal is held, rejects nobody, and makes way for another attempt', async () => {
  const { into } = ways();
  const holder = new CallHolder();
  const full = new CallError('call-full', 'There is no room.');
  expect(await holder.enter('a', () => Promise.reject(full))).toBeNull();
  expect(holder.held).toEqual({ call: null, entering: false, error: full });
  const call = await holder.enter('a', into('a'));
  expect(holder.held).toEqual({ call, entering: false, error: null });
});

test('what is no CallError is a fault, and rejects', async () => {
  const holder = new CallHolder();
  await expect(holder.enter('a', () => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
  expect(holder.held).toEqual({ call: null, entering: false, error: null });
});
