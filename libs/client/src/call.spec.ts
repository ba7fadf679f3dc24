import { afterEach, expect, test } from '@jest/globals';
import { FakeServer } from './testing/fake-server.ts';
import { connected, everyoneLeaves, openTab, together } from './testing/together.ts';
import { settled, until } from './testing/until.ts';

afterEach(async () => {
  expect(await everyoneLeaves()).toEqual([]);
});

test('a newcomer answers the open offer: one offer, one connection each', async () => {
  const [ada, grace] = await together();
  expect([ada.offers, grace.offers]).toEqual([1, 0]);
  expect([ada, grace].map(({ browser }) => browser.connections.length)).toEqual([1, 1]);
  expect([ada.call.state, grace.call.state]).toEqual(['connected', 'connected']);
  expect([ada.other.hasVideo, grace.other.hasAudio]).toEqual([true, true]);
});

test('everyone already in the call offers to a newcomer, and nobody twice', async () => {
  const everyone = await together(4);
  expect(everyone.map(({ offers }) => offers)).toEqual([3, 2, 1, 0]);
  expect(everyone.map(({ browser }) => browser.connections.length)).toEqual([3, 3, 3, 3]);
});

test('a join that crosses the open offer gets it all the same', async () => {
  const server = new FakeServer();
  const [ada, grace] = [openTab(server, 'ada'), openTab(server, 'grace')];
  await Promise.all([ada.enter(), grace.enter()]);
  await connected(ada, grace);
  expect(ada.offers + grace.offers).toBe(1);
});

test('an open offer that was refused is replaced by one to the newcomer', async () => {
  const server = new FakeServer();
  const [ada, grace] = [openTab(server, 'ada'), openTab(server, 'grace')];
  const entering = ada.enter();
  ada.channel.refusals.push({ name: 'offer', error: { code: 'no-taker', message: 'nobody' } });
  await entering;
  await until(() => ada.channel.refusals.length === 0);
  await grace.enter();
  await connected(ada, grace);
});

test('late candidates wait for their description, and none is lost', async () => {
  const [ada, grace] = await together();
  await until(() => [ada, grace].every(({ connection }) => connection.candidates.includes(null)));
  for (const { connection } of [ada, grace]) {
    expect(connection.candidates).toEqual([expect.objectContaining({ sdpMid: '0' }), null]);
  }
});

test('a camera switched off in mid-call is negotiated, a switched one is not', async () => {
  const [ada, grace] = await together();
  const before = ada.offers;
  await ada.call.media.useCamera('back');
  await until(() => ada.connection.getTransceivers()[1]?.sender.track?.settings.deviceId === 'back');
  expect(ada.offers).toBe(before);
  await ada.call.media.setCamera(false);
  await until(() => !grace.other.hasVideo);
  expect(ada.offers).toBe(before + 1);
  await ada.call.media.setCamera(true);
  await until(() => grace.other.hasVideo);
  expect(grace.other.hasAudio).toBe(true);
});

test('both renegotiate at once: both changes arrive, and nobody rolls back', async () => {
  const [ada, grace] = await together();
  await Promise.all([ada.call.media.setCamera(false), grace.call.media.setCamera(false)]);
  await until(() => !ada.other.hasVideo && !grace.other.hasVideo);
  // Grace, who came later, gave way: what her offer said her answer says.
  expect([ada.offers, grace.offers]).toEqual([2, 1]);
  expect([ada, grace].map(({ connection }) => connection.rollbacks)).toEqual([0, 0]);
  expect([ada, grace].map(({ browser }) => browser.connections.length)).toEqual([1, 1]);
  await connected(ada, grace);
});

test('a lost socket leaves media alone; what was said meanwhile arrives afterwards', async () => {
  const [ada, grace] = await together();
  ada.channel.cut();
  expect([ada.call.signaling, ada.call.state]).toEqual(['reconnecting', 'connected']);
  await until(() => grace.other.state === 'reconnecting');
  await ada.call.media.setCamera(false);
  await grace.call.media.setCamera(false);
  ada.channel.restore();
  await until(() => !ada.other.hasVideo && !grace.other.hasVideo);
  expect(ada.call.signaling).toBe('connected');
  expect(grace.other.state).toBe('connected');
  expect(ada.browser.connections).toHaveLength(1);
});

test.each([0, 1])('after a reload of participant %i both are connected anew, on the same seat', async (who) => {
  const both = await together();
  const [reloading, staying] = who === 0 ? both : [both[1], both[0]];
  const seat = reloading.call.self.id;
  const { stream } = staying.other;
  reloading.vanish();
  await reloading.enter();
  await connected(...both);
  expect(reloading.call.self.id).toBe(seat);
  expect(reloading.call.participants.size).toBe(1);
  expect(staying.other.stream).toBe(stream);
  expect(staying.browser.connections).toHaveLength(2);
  expect(staying.connection.number).toBe(staying.browser.connections[1]?.number);
});

test('signals of the old page that are found after a reload are read and ignored', async () => {
  const [ada, grace] = await together();
  grace.vanish();
  // Renegotiates with a page that is gone.
  await ada.call.media.setCamera(false);
  await until(() => ada.connection.signalingState === 'have-local-offer');
  await settled();
  await grace.enter();
  await connected(ada, grace);
  expect(grace.browser.connections).toHaveLength(1);
  expect(grace.other.hasVideo).toBe(false);
});

test('both reload at once and meet again', async () => {
  const both = await together();
  for (const tab of both) {
    tab.vanish();
  }
  await Promise.all(both.map((tab) => tab.enter()));
  await connected(...both);
});

test('whoever reloads while alone makes a new open offer', async () => {
  const server = new FakeServer();
  const [ada, grace] = [openTab(server, 'ada'), openTab(server, 'grace')];
  await ada.enter();
  await until(() => server.log.length > 0);
  ada.vanish();
  await ada.enter();
  await until(() => ada.offers === 2);
  await settled();
  await grace.enter();
  await connected(ada, grace);
  expect(ada.offers).toBe(2);
});

test('a newcomer that took the open offer of a page that reloads is offered to anew', async () => {
  const server = new FakeServer();
  const [ada, grace] = [openTab(server, 'ada'), openTab(server, 'grace')];
  await ada.enter();
  await until(() => server.log.length > 0);
  ada.vanish();
  await grace.enter();
  await ada.enter();
  await connected(ada, grace);
});

test('a failed connection is brought back by an ICE restart of the earlier participant', async () => {
  const [ada, grace] = await together();
  const before = ada.offers;
  grace.connection.become('failed');
  ada.connection.become('failed');
  expect(ada.call.state).toBe('reconnecting');
  await connected(ada, grace);
  expect([ada.offers - before, grace.offers]).toEqual([1, 0]);
  expect(ada.browser.connections).toHaveLength(1);
});

test('somebody who is lost and comes back is met anew', async () => {
  const [ada, grace] = await together();
  const seat = ada.server.seats[1];
  grace.channel.cut();
  for (const { connection } of [ada, grace]) {
    connection.become('disconnected');
  }
  ada.server.leave(seat as NonNullable<typeof seat>, 'lost');
  await until(() => ada.call.state === 'waiting');
  grace.channel.restore();
  await connected(ada, grace);
});

test('who is lost to the server stays for as long as its media flows', async () => {
  const [ada, grace] = await together();
  const left: string[] = [];
  ada.call.addEventListener('participantleft', ({ participant }) => left.push(participant.id));
  const seat = ada.server.seats[1];
  grace.channel.cut();
  ada.server.leave(seat as NonNullable<typeof seat>, 'lost');
  await until(() => ada.other.state === 'left');
  expect([ada.call.state, left]).toEqual(['connected', []]);

  ada.connection.become('disconnected');
  expect([ada.call.state, left]).toEqual(['waiting', ['p2']]);
  grace.channel.restore();
  await connected(ada, grace);
});

test('hanging up frees camera, microphone, connections and listeners on both sides, and says why', async () => {
  const [ada, grace] = await together();
  const ended: string[] = [];
  grace.call.addEventListener('ended', ({ reason }) => ended.push(reason));
  await ada.call.hangUp('bye');
  await until(() => grace.call.state === 'ended');
  expect(ended).toEqual(['hangup']);
  for (const { browser, call, channel } of [ada, grace]) {
    expect(call.endReason).toBe('hangup');
    expect(browser.devices.opened.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
    expect(browser.connections.map(({ signalingState }) => signalingState)).toEqual(['closed']);
    expect(channel.closed).toBe(true);
  }
});

test('a call that ended while this side was away tells how', async () => {
  const [ada, grace] = await together();
  grace.channel.cut();
  await ada.call.hangUp();
  grace.channel.restore();
  await until(() => grace.call.state === 'ended');
  expect(grace.call.endReason).toBe('hangup');
});

test('opened elsewhere: over here with an error that says so', async () => {
  const [ada, grace] = await together();
  const old = grace.call;
  await grace.enter();
  await until(() => old.endReason === 'replaced');
  expect(grace.errors.map(({ code }) => code)).toEqual(['opened-elsewhere']);
  grace.errors.length = 0;
  await connected(ada, grace);
});
