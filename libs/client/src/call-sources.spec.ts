import { afterEach, expect, test } from '@jest/globals';
import { FakeServer } from './testing/fake-server.ts';
import { FakeScreen } from './testing/fake-source.ts';
import { connected, everyoneLeaves, openTab, together } from './testing/together.ts';
import { settled, until } from './testing/until.ts';

afterEach(async () => {
  expect(await everyoneLeaves()).toEqual([]);
});

test('a shared screen comes beside the camera, and each is known for what it is', async () => {
  const [ada, grace] = await together();
  const screen = new FakeScreen('video', 'audio');
  ada.call.addSource(screen.port);
  await until(() => grace.other.hasScreen);
  const { stream, screen: shown, hasVideo, hasAudio } = grace.other;
  expect([hasVideo, hasAudio, stream.getTracks().length, shown.getTracks().length]).toEqual([true, true, 2, 2]);
  for (const { other, connection } of [ada, grace]) {
    const contents = connection.getTransceivers().map(({ mid }) => other.contentOf(mid ?? ''));
    expect(contents).toEqual(['main', 'main', 'slides', 'slides']);
  }
  expect(ada.other.hasScreen).toBe(false);
});

test('a screen shared again takes the transceivers of the last time', async () => {
  const [ada, grace] = await together();
  const first = new FakeScreen('video');
  const { screen } = grace.other;
  ada.call.addSource(first.port);
  await until(() => grace.other.hasScreen);
  ada.call.removeSource(first.port);
  await until(() => !grace.other.hasScreen);
  expect(grace.other.hasVideo).toBe(true);

  ada.call.addSource(new FakeScreen('video', 'audio').port);
  await until(() => grace.other.hasScreen && grace.other.screen.getAudioTracks().length === 1);
  expect(grace.other.screen).toBe(screen);
  expect([ada, grace].map(({ connection }) => connection.getTransceivers().length)).toEqual([4, 4]);
});

test('another screen takes the place of the first without negotiation, and the first is heeded no more', async () => {
  const [ada, grace] = await together();
  const [first, second] = [new FakeScreen('video'), new FakeScreen('video')];
  ada.call.addSource(first.port);
  await until(() => grace.other.hasScreen);
  const before = ada.offers;
  ada.call.addSource(second.port);
  first.set();
  ada.call.removeSource(first.port);
  await settled();
  expect(ada.connection.getTransceivers()[2]?.sender.track).toBe(second.videoTrack);
  expect([ada.offers - before, grace.other.hasScreen]).toEqual([0, true]);
});

test('both begin to share at the same moment, again and again', async () => {
  const [ada, grace] = await together();
  for (let round = 0; round < 3; round += 1) {
    const screens = [new FakeScreen('video', 'audio'), new FakeScreen('video')];
    const both = [ada, grace].map(({ call }, index) => ({ call, screen: screens[index] as FakeScreen }));
    for (const { call, screen } of both) {
      call.addSource(screen.port);
    }
    await until(() => ada.other.hasScreen && grace.other.hasScreen);
    for (const { call, screen } of both) {
      call.removeSource(screen.port);
    }
    await until(() => !ada.other.hasScreen && !grace.other.hasScreen);
    expect([ada.other.hasVideo, grace.other.hasVideo]).toEqual([true, true]);
  }
  expect([ada, grace].map(({ connection }) => connection.getTransceivers().length)).toEqual([5, 5]);
  expect([ada, grace].map(({ connection }) => connection.rollbacks)).toEqual([0, 0]);
  expect([ada, grace].map(({ browser }) => browser.connections.length)).toEqual([1, 1]);
});

test('what is shared while an offer of the side that gives way is out is offered next', async () => {
  const [ada, grace] = await together();
  ada.channel.cut();
  await until(() => grace.other.state === 'reconnecting');
  await grace.call.media.setCamera(false);
  await until(() => grace.offers === 1);
  grace.call.addSource(new FakeScreen('video').port);
  await settled();
  expect([grace.offers, grace.connection.signalingState]).toEqual([1, 'stable']);
  ada.channel.restore();
  await until(() => !ada.other.hasVideo && ada.other.hasScreen);
  expect(grace.offers).toBe(2);
  await connected(ada, grace);
});

test('a source whose own tracks come and go is followed', async () => {
  const [ada, grace] = await together();
  const screen = new FakeScreen();
  ada.call.addSource(screen.port);
  const before = ada.offers;
  await settled();
  expect(ada.offers).toBe(before);
  screen.set('video');
  await until(() => grace.other.hasScreen);
  screen.set();
  await until(() => !grace.other.hasScreen);
});

test('whoever shares already offers the screen to newcomers, with the first offer', async () => {
  const [ada, grace] = await together();
  ada.server.maxParticipants = 3;
  ada.call.addSource(new FakeScreen('video').port);
  await until(() => grace.other.hasScreen);
  const before = ada.offers;
  const alan = openTab(ada.server, 'alan');
  await alan.enter();
  await connected(ada, grace, alan);
  expect([alan.other.hasScreen, ada.offers - before]).toEqual([true, 1]);
});

test('an open offer carries the screen; one that is shared while it waits is negotiated once it is taken', async () => {
  const server = new FakeServer();
  const [ada, grace] = [openTab(server, 'ada'), openTab(server, 'grace')];
  await ada.enter();
  await until(() => server.log.length > 0);
  ada.call.addSource(new FakeScreen('video').port);
  await grace.enter();
  await until(() => grace.other.hasScreen);
  expect(ada.offers).toBe(2);
  ada.vanish();
  await ada.enter();
  ada.call.addSource(new FakeScreen('video').port);
  await connected(ada, grace);
  await until(() => grace.other.hasScreen);
});

test('after a reload of the other side, and on a connection begun anew, the screen is there again', async () => {
  const [ada, grace] = await together();
  ada.call.addSource(new FakeScreen('video', 'audio').port);
  await until(() => grace.other.hasScreen);
  grace.vanish();
  await grace.enter();
  await connected(ada, grace);
  await until(() => grace.other.hasScreen);
  expect([grace.other.hasVideo, ada.other.hasVideo]).toEqual([true, true]);
  expect(ada.connection.getTransceivers()).toHaveLength(4);
});

test('the end of the call leaves a source alone and listens to it no more', async () => {
  const [ada] = await together();
  const screen = new FakeScreen('video');
  const listeners = new Set<unknown>();
  screen.addEventListener = (_type, listener) => void listeners.add(listener);
  screen.removeEventListener = (_type, listener) => void listeners.delete(listener);
  ada.call.addSource(screen.port);
  expect(listeners.size).toBe(1);
  await ada.call.hangUp();
  ada.call.addSource(new FakeScreen('video').port);
  expect([listeners.size, screen.videoTrack?.readyState]).toEqual([0, 'live']);
});

test('a description without labels is a person, whatever its sections', async () => {
  const [ada, grace] = await together();
  const deliver = grace.channel.deliver.bind(grace.channel);
  grace.channel.deliver = (name, value) =>
    deliver(name, JSON.parse(JSON.stringify(value).replaceAll(String.raw`a=content:slides\r\n`, '')));
  ada.call.addSource(new FakeScreen('video').port);
  await until(() => grace.connection.getTransceivers().length === 3);
  await settled();
  expect([grace.other.hasScreen, grace.other.hasVideo]).toEqual([false, true]);
});
