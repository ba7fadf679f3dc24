import { expect, jest, test } from '@jest/globals';
import type { FakeTrack } from '../testing/fake-media-track.ts';
import { FakeBrowser } from '../testing/fake-media.ts';
import { until } from '../testing/until.ts';
import { LocalMedia } from './local-media.ts';

function started() {
  const browser = new FakeBrowser();
  const media = new LocalMedia(browser.port);
  const events: string[] = [];
  for (const type of ['trackschange', 'devicechange', 'error'] as const) {
    media.addEventListener(type, () => events.push(type));
  }
  return { browser, media, devices: browser.devices, events };
}

const cameraOf = (media: LocalMedia): string | undefined => media.videoTrack?.getSettings().deviceId;

test('one question for camera and microphone; what runs is not asked for again', async () => {
  const { media, devices } = started();
  await media.start({ microphone: false });
  await media.start();
  await media.start();
  expect(devices.requests).toEqual([
    { video: { facingMode: 'user' }, audio: false },
    { video: false, audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } },
  ]);
  expect([media.cameraOn, media.microphoneOn]).toEqual([true, true]);
});

test('a switch keeps the stream, and opens the new camera before it closes the old one', async () => {
  const { media, devices } = started();
  await media.start();
  const { stream } = media;
  await media.useCamera('back');
  expect(media.stream).toBe(stream);
  expect(cameraOf(media)).toBe('back');
  expect(stream.getVideoTracks()).toHaveLength(1);
  expect(devices.opened.map(({ readyState }) => readyState)).toEqual(['ended', 'live', 'live']);
});

test('where one camera can be open at a time, the old one is closed first', async () => {
  const { media, devices } = started();
  devices.oneCameraAtATime = true;
  await media.start();
  await media.flipCamera();
  expect(cameraOf(media)).toBe('back');
  await media.flipCamera();
  expect(cameraOf(media)).toBe('front');
});

test('where the new camera fails once the old one is closed, the old one is opened again, and the failure told', async () => {
  const { media, devices, events } = started();
  await media.start();
  devices.failures.push('NotReadableError', 'NotReadableError');
  await expect(media.useCamera('back')).rejects.toMatchObject({ code: 'camera-in-use' });
  expect(devices.requests.slice(1).map(({ video }) => (video as MediaTrackConstraints).deviceId)).toEqual([
    { exact: 'back' },
    { exact: 'back' },
    { exact: 'front' },
  ]);
  expect(cameraOf(media)).toBe('front');
  expect(events.at(-2)).toBe('trackschange');
});

test('where not even the old camera opens again, it is off', async () => {
  const { media, devices, events } = started();
  await media.start();
  devices.failures.push('NotReadableError', 'NotReadableError', 'NotReadableError');
  await expect(media.useCamera('back')).rejects.toMatchObject({ code: 'camera-in-use' });
  expect([media.cameraOn, media.microphoneOn]).toEqual([false, true]);
  expect(events.at(-1)).toBe('trackschange');
  await media.setCamera(true);
  expect(cameraOf(media)).toBe('front');
});

test('ten switches, back and forth: one camera open at each time', async () => {
  const { media, devices } = started();
  devices.oneCameraAtATime = true;
  await media.start();
  for (let count = 0; count < 10; count += 1) {
    const wanted = count % 2 ? 'front' : 'back';
    await media.useCamera(wanted);
    expect(cameraOf(media)).toBe(wanted);
    expect(devices.opened.filter(({ kind, readyState }) => kind === 'video' && readyState === 'live')).toHaveLength(1);
  }
});

test('without front and back, the next camera in the list', async () => {
  const { media, devices } = started();
  devices.devices = ['one', 'two'].map((deviceId) => ({ kind: 'videoinput' as const, deviceId }));
  await media.start({ microphone: false });
  await media.flipCamera();
  expect(cameraOf(media)).toBe('two');
  await media.flipCamera();
  expect(cameraOf(media)).toBe('one');
});

test('a switch that fails leaves the camera as it was', async () => {
  const { media } = started();
  await media.start();
  await expect(media.useCamera('gone')).rejects.toMatchObject({ code: 'no-camera' });
  expect(cameraOf(media)).toBe('front');
  await media.setCamera(false);
  await media.setCamera(true);
  expect(cameraOf(media)).toBe('front');
});

test('camera off puts its light out, and on again it is the one that was chosen', async () => {
  const { media, devices } = started();
  await media.start();
  await media.useCamera('back');
  await media.setCamera(false);
  expect(media.cameraOn).toBe(false);
  expect(devices.opened.filter(({ kind }) => kind === 'video').map(({ readyState }) => readyState)).toEqual([
    'ended',
    'ended',
  ]);
  await media.setCamera(true);
  expect(cameraOf(media)).toBe('back');
});

test('a muted microphone stays open, and stays muted over a switch', async () => {
  const { media, devices } = started();
  devices.devices.push({ kind: 'audioinput', deviceId: 'headset' });
  await media.start();
  await media.setMicrophone(false);
  expect(media.microphoneOn).toBe(false);
  await media.useMicrophone('headset');
  expect(media.audioTrack).toMatchObject({ enabled: false, readyState: 'live' });
  await media.setMicrophone(true);
  expect(media.microphoneOn).toBe(true);
});

test('changes asked for at once come one after the other', async () => {
  const { media, devices } = started();
  await Promise.all([media.start(), media.useCamera('back'), media.setCamera(false), media.setCamera(true)]);
  expect(cameraOf(media)).toBe('back');
  expect(devices.opened.filter(({ kind, readyState }) => kind === 'video' && readyState === 'live')).toHaveLength(1);
});

test('stopped while a device opens: it is closed again', async () => {
  const { media, devices } = started();
  const starting = media.start();
  await until(() => devices.requests.length === 1);
  media.stop();
  await starting;
  expect(media.stream.getTracks()).toEqual([]);
  expect(devices.opened.every(({ readyState }) => readyState === 'ended')).toBe(true);
});

test('stopped in the middle of a switch: the old camera is not opened again', async () => {
  const { media, devices } = started();
  await media.start();
  const busy = (): Promise<never> => Promise.reject(new DOMException('busy', 'NotReadableError'));
  const getUserMedia = jest.spyOn(devices, 'getUserMedia');
  getUserMedia.mockImplementationOnce(busy).mockImplementationOnce(() => {
    media.stop();
    return busy();
  });
  await expect(media.useCamera('back')).rejects.toMatchObject({ code: 'camera-in-use' });
  expect(devices.opened.every(({ readyState }) => readyState === 'ended')).toBe(true);
  expect(getUserMedia).toHaveBeenCalledTimes(2);
});

test('a size is asked of the running camera, and kept over a switch; a new preset replaces it', async () => {
  const { media, devices } = started();
  await media.start({ camera: { width: 640, frameRate: 15 } });
  await media.setConstraints('camera', { width: 1280 });
  expect(devices.requests).toHaveLength(1);
  expect(devices.opened.find(({ kind }) => kind === 'video')?.constraints).toMatchObject({
    width: 1280,
    frameRate: 15,
  });
  await media.useCamera('back');
  expect(devices.requests.at(-1)?.video).toEqual({ deviceId: { exact: 'back' }, width: 1280, frameRate: 15 });
});

test('a camera that cannot change while it runs is opened anew, the same one', async () => {
  const { media, devices } = started();
  await media.start({ camera: { deviceId: { exact: 'back' } } });
  (media.videoTrack as unknown as FakeTrack).fixed = true;
  await media.setConstraints('camera', { width: 1280 });
  expect(devices.requests.at(-1)?.video).toMatchObject({ deviceId: { exact: 'back' }, width: 1280 });
  expect(cameraOf(media)).toBe('back');
});

test('sound processing is chosen at the start and changed in between, and a muted microphone stays muted', async () => {
  const { media, devices } = started();
  await media.start({ camera: false, microphone: { autoGainControl: false } });
  await media.setMicrophone(false);
  await media.setConstraints('microphone', { echoCancellation: false });
  expect(devices.requests.at(-1)?.audio).toEqual({
    autoGainControl: false,
    echoCancellation: false,
    noiseSuppression: true,
  });
  expect(media.audioTrack).toMatchObject({ enabled: false, readyState: 'live' });
  expect(devices.opened.map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
});

test('constraints asked for while the camera is off are those it comes on with', async () => {
  const { media, devices } = started();
  await media.setConstraints('camera', { frameRate: 30 });
  await media.setCamera(true);
  expect(devices.requests).toEqual([{ video: { facingMode: 'user', frameRate: 30 }, audio: false }]);
});

test('a microphone that is pulled out is replaced by another one', async () => {
  const { media, devices } = started();
  devices.devices.push({ kind: 'audioinput', deviceId: 'headset' });
  await media.start();
  await media.useMicrophone('headset');
  devices.devices.pop();
  devices.opened.at(-1)?.end();
  await until(() => media.audioTrack?.getSettings().deviceId === 'built-in');
});

test('a muted microphone that is pulled out is replaced by a muted one', async () => {
  const { media, devices } = started();
  devices.devices.push({ kind: 'audioinput', deviceId: 'headset' });
  await media.start();
  await media.useMicrophone('headset');
  await media.setMicrophone(false);
  devices.opened.at(-1)?.end();
  await until(() => media.audioTrack?.getSettings().deviceId === 'built-in');
  expect(media.microphoneOn).toBe(false);
});

test('a camera that is pulled out with none left is told as an error', async () => {
  const { media, devices, events } = started();
  await media.start();
  devices.devices = devices.devices.filter(({ kind }) => kind !== 'videoinput');
  devices.opened.find(({ kind }) => kind === 'video')?.end();
  await until(() => events.includes('error'));
  expect(media.cameraOn).toBe(false);
  expect(media.microphoneOn).toBe(true);
});

test('tells of plugged devices from the start to the stop', async () => {
  const { media, devices, events } = started();
  await media.start();
  const before = events.filter((type) => type === 'devicechange').length;
  devices.dispatchEvent(new Event('devicechange'));
  media.stop();
  devices.dispatchEvent(new Event('devicechange'));
  expect(events.filter((type) => type === 'devicechange')).toHaveLength(before + 1);
});

test('what can be chosen from', async () => {
  const { media } = started();
  const { cameras, microphones, speakers } = await media.devices();
  expect([cameras, microphones, speakers].map((list) => list.map(({ deviceId }) => deviceId))).toEqual([
    ['front', 'back'],
    ['built-in'],
    ['speaker'],
  ]);
});

test.each([
  ['NotAllowedError', {}, 'camera-refused'],
  ['NotAllowedError', { camera: false }, 'microphone-refused'],
  ['NotReadableError', {}, 'camera-in-use'],
  ['NotReadableError', { camera: false }, 'microphone-in-use'],
  ['OverconstrainedError', {}, 'no-camera'],
])('%s with %j is %s', async (name, choice, code) => {
  const { media, devices } = started();
  devices.failures.push(name);
  await expect(media.start(choice)).rejects.toMatchObject({ code, name: 'CallError' });
  expect(media.stream.getTracks()).toEqual([]);
});

test.each([
  ['videoinput', 'no-camera'],
  ['audioinput', 'no-microphone'],
])('without any %s: %s', async (kind, code) => {
  const { media, devices } = started();
  devices.devices = devices.devices.filter((device) => device.kind !== kind);
  await expect(media.start()).rejects.toMatchObject({ code });
});

test('a page that is neither https nor localhost is told so', async () => {
  const { media, browser } = started();
  browser.secure = false;
  await expect(media.start()).rejects.toMatchObject({ code: 'insecure-context' });
  await expect(media.devices()).resolves.toEqual({ cameras: [], microphones: [], speakers: [] });
});
