// A device that slept for longer than the server keeps its seat warm: back in the call by itself, or told why it is over.
import { afterEach, expect, test } from '@jest/globals';
import type { FakeTab } from './testing/fake-tab.ts';
import { connected, everyoneLeaves, openTab, together } from './testing/together.ts';
import { until } from './testing/until.ts';

afterEach(async () => {
  expect(await everyoneLeaves()).toEqual([]);
});

/** The lid is closed: the others, and the server, hear nothing of it any more. */
function fallAsleep(tab: FakeTab): void {
  const seat = tab.server.seats.find(({ participant }) => participant.id === tab.call.self.id);
  tab.channel.cut();
  tab.connection.become('disconnected');
  tab.server.leave(seat as NonNullable<typeof seat>, 'lost');
}

/** The lid is opened: the clock has jumped, the connection is dead, and there is a network again. */
function wakeUp(tab: FakeTab): void {
  tab.connection.become('failed');
  tab.browser.networkChanged();
}

test.each([0, 1])('participant %i slept: both see each other again, on the same seats', async (who) => {
  const both = await together();
  const [sleeper, other] = who === 0 ? both : [both[1], both[0]];
  const seat = sleeper.call.self.id;
  fallAsleep(sleeper);
  other.connection.become('disconnected');
  await until(() => other.call.state === 'waiting');
  wakeUp(sleeper);
  await connected(...both);
  expect(other.other.id).toBe(seat);
  expect([...both].map(({ other: { hasVideo, hasAudio } }) => [hasVideo, hasAudio])).toEqual([
    [true, true],
    [true, true],
  ]);
});

test('both slept, and wake one after the other', async () => {
  const [ada, grace] = await together();
  fallAsleep(ada);
  fallAsleep(grace);
  wakeUp(ada);
  wakeUp(grace);
  await connected(ada, grace);
});

test('the other hung up meanwhile: it is over, and says that it was hung up', async () => {
  const [ada, grace] = await together();
  const ended: string[] = [];
  grace.call.addEventListener('ended', ({ reason }) => ended.push(reason));
  fallAsleep(grace);
  await ada.call.hangUp();
  wakeUp(grace);
  await until(() => grace.call.state === 'ended');
  expect(ended).toEqual(['hangup']);
  expect(grace.browser.devices.opened.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
});

test('everyone slept and the server gave the call up: it is over, and says so to each', async () => {
  const both = await together();
  for (const tab of both) fallAsleep(tab);
  both[0].server.endReason = 'abandoned';
  for (const tab of both) wakeUp(tab);
  await until(() => both.every(({ call }) => call.endReason === 'abandoned'));
});

test('another took the place meanwhile: it is over, with an error that says that the call is full', async () => {
  const [ada, grace] = await together();
  fallAsleep(grace);
  ada.connection.become('disconnected');
  const hopper = openTab(ada.server, 'hopper');
  await hopper.enter();
  await connected(ada, hopper);
  wakeUp(grace);
  await until(() => grace.call.endReason === 'lost');
  expect(grace.errors.map(({ code }) => code)).toEqual(['call-full']);
  grace.errors.length = 0;
  expect(ada.call.state).toBe('connected');
});
