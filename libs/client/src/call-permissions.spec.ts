import { afterEach, expect, test } from '@jest/globals';
import { DEFAULT_PERMISSIONS } from '@parley/protocol';
import { FakeServer } from './testing/fake-server.ts';
import { FakeScreen } from './testing/fake-source.ts';
import type { FakeTab } from './testing/fake-tab.ts';
import { permit } from './testing/permit.ts';
import { connected, everyoneLeaves, openTab, together } from './testing/together.ts';
import { settled, until } from './testing/until.ts';

afterEach(async () => {
  expect(await everyoneLeaves()).toEqual([]);
});

/** One whose library does not mind what it may do. */
function cheats({ call }: FakeTab): void {
  Object.defineProperty(call, 'permissions', { get: () => DEFAULT_PERMISSIONS });
}

const directions = ({ connection }: FakeTab): string[] =>
  connection.getTransceivers().map(({ direction }) => direction);

test('without words everyone may do all but moderate', async () => {
  const [ada, grace] = await together();
  expect(ada.call.permissions).toEqual(['camera', 'microphone', 'screen', 'data']);
  expect(ada.other.permissions).toEqual(grace.call.permissions);
});

test('who may no longer film stops, and cannot begin again until they may', async () => {
  const [ada, grace] = await together();
  const told: string[] = [];
  grace.call.addEventListener('permissionschange', () => told.push(grace.call.permissions.join(' ')));
  permit(grace, 'microphone', 'data');
  await until(() => !ada.other.hasVideo && ada.other.hasAudio);
  expect([grace.call.media.cameraOn, grace.call.media.microphoneOn]).toEqual([false, true]);
  expect(ada.other.permissions).toEqual(['microphone', 'data']);
  await expect(grace.call.media.setCamera(true)).rejects.toMatchObject({ code: 'forbidden' });
  expect(grace.browser.devices.requests).toHaveLength(1);

  permit(grace, ...DEFAULT_PERMISSIONS);
  await until(() => told.length === 2);
  expect(grace.call.media.cameraOn).toBe(false);
  await grace.call.media.setCamera(true);
  await until(() => ada.other.hasVideo);
  expect(told).toEqual(['microphone data', 'camera microphone screen data']);
});

test('a camera that is being opened when it is forbidden is closed again', async () => {
  const [, grace] = await together();
  await grace.call.media.setCamera(false);
  const opening = grace.call.media.setCamera(true);
  permit(grace, 'microphone');
  await opening.catch(() => {});
  await until(() => !grace.call.permissions.includes('camera'));
  await settled();
  const live = grace.browser.devices.opened.filter(({ readyState }) => readyState === 'live');
  expect(live.map(({ kind }) => kind)).toEqual(['audio']);
});

test('what somebody sends without permission nobody takes, however they insist', async () => {
  const [ada, grace] = await together();
  cheats(grace);
  permit(grace, 'microphone', 'data');
  await until(() => !ada.other.hasVideo);
  await until(() => directions(ada).includes('sendonly'));
  expect(grace.call.media.cameraOn).toBe(true);
  expect(directions(ada)).toEqual(['sendrecv', 'sendonly']);

  await grace.call.media.setCamera(false);
  await grace.call.media.setCamera(true);
  grace.call.addSource(new FakeScreen('video', 'audio').port);
  await until(() => ada.connection.getTransceivers().length === 4);
  await settled();
  expect(directions(ada)).toEqual(['sendrecv', 'sendonly', 'inactive', 'inactive']);
  expect([ada.other.hasVideo, ada.other.hasScreen, ada.other.hasAudio]).toEqual([false, false, true]);
  expect([...ada.other.stream.getVideoTracks(), ...ada.other.screen.getTracks()]).toEqual([]);
});

test('what was refused is there as soon as it is permitted, even if nothing was negotiated in between', async () => {
  const [ada, grace] = await together();
  cheats(grace);
  permit(grace);
  permit(grace, ...DEFAULT_PERMISSIONS);
  await until(() => ada.other.permissions.length === 4);
  await until(() => ada.other.hasVideo && ada.other.hasAudio);
  await until(() => directions(ada).every((direction) => direction === 'sendrecv'));
});

test('a newcomer without permission is refused from the open offer on, and sends nothing by itself', async () => {
  const server = new FakeServer();
  const [ada, grace] = [openTab(server, 'ada'), openTab(server, 'grace')];
  await ada.enter();
  await until(() => server.log.length > 0);
  server.newcomersMay = ['data'];
  await grace.enter();
  await connected(ada, grace);
  expect([grace.call.media.cameraOn, grace.call.media.microphoneOn]).toEqual([false, false]);
  await until(() => directions(ada).join() === 'sendonly,sendonly');
  expect([ada.other.hasVideo, ada.other.hasAudio, grace.other.hasVideo]).toEqual([false, false, true]);
});

test('a screen is refused without its permission, and no longer sent when it is withdrawn', async () => {
  const [ada, grace] = await together();
  grace.call.addSource(new FakeScreen('video').port);
  await until(() => ada.other.hasScreen);
  permit(grace, 'camera', 'microphone');
  await until(() => !ada.other.hasScreen && grace.connection.getTransceivers()[2]?.sender.track === null);
  expect(ada.other.hasVideo).toBe(true);
  expect(() => grace.call.addSource(new FakeScreen('video').port)).toThrow(
    expect.objectContaining({ code: 'forbidden' }),
  );
});

test('a channel that is opened without permission is closed', async () => {
  const [ada, grace] = await together();
  permit(grace, 'camera', 'microphone', 'screen');
  await until(() => !ada.other.permissions.includes('data'));
  let closed = false;
  const channel = { close: () => (closed = true) } as unknown as RTCDataChannel;
  const native = ada.connection as unknown as RTCPeerConnection;
  native.ondatachannel?.({ channel } as RTCDataChannelEvent);
  expect([closed, ada.other.dataChannels.length]).toEqual([true, 0]);
});

test('what the seat may do is known again after its socket was lost', async () => {
  const [ada, grace] = await together();
  grace.channel.cut();
  permit(grace, 'microphone');
  await until(() => ada.other.permissions.length === 1);
  grace.channel.restore();
  await until(() => grace.call.permissions.length === 1);
  expect(grace.call.media.cameraOn).toBe(false);
});

test('the camera of a page is its own again after the call', async () => {
  const [, grace] = await together();
  permit(grace);
  await until(() => !grace.call.media.microphoneOn);
  await grace.call.hangUp();
  await grace.call.media.start();
  expect(grace.call.media.cameraOn).toBe(true);
  grace.call.media.stop();
});
