import { expect, test } from '@jest/globals';
import { DeviceWatch } from './device-watch.ts';
import { LocalMedia } from './media/local-media.ts';
import type { FakeTrack } from './testing/fake-media-track.ts';
import { FakeBrowser, type FakeDevice } from './testing/fake-media.ts';
import { settled, until } from './testing/until.ts';

/** Camera and microphone run, and everything that comes and goes is told. */
async function watching() {
  const browser = new FakeBrowser();
  const { devices } = browser;
  const media = new LocalMedia(browser.port);
  await media.start();
  const watch = new DeviceWatch(media);
  const told: string[] = [];
  for (const type of ['plugged', 'unplugged'] as const) {
    watch.addEventListener(type, ({ device, wasInUse }) => {
      told.push(`${type} ${device.deviceId}${wasInUse ? ', was in use' : ''}`);
    });
  }
  await settled();
  const change = async (list: FakeDevice[]): Promise<void> => {
    devices.devices = list;
    devices.dispatchEvent(new Event('devicechange'));
    await settled();
  };
  const headset = { kind: 'audioinput', deviceId: 'headset' } as const;
  return { devices, media, watch, told, change, headset };
}

const microphoneOf = (media: LocalMedia): string | undefined => media.audioTrack?.getSettings().deviceId;

test('a headset is told when it comes and goes, and is offered, not used, when it is back', async () => {
  const { media, devices, told, change, headset } = await watching();
  const without = devices.devices;
  await change([...without, headset]);
  await media.useMicrophone('headset');
  await settled();
  devices.devices = without;
  devices.opened.at(-1)?.end();
  await until(() => microphoneOf(media) === 'built-in');
  await change(without);
  await change([...without, headset]);
  expect(told).toEqual(['plugged headset', 'unplugged headset, was in use', 'plugged headset, was in use']);
  expect(microphoneOf(media)).toBe('built-in');
});

test('a device that vanishes without its track ending is replaced by another one, muted as it was', async () => {
  const { media, devices, told, change, headset } = await watching();
  const without = devices.devices;
  await change([...without, headset]);
  await media.useMicrophone('headset');
  await media.setMicrophone(false);
  await settled();
  await change(without);
  await until(() => microphoneOf(media) === 'built-in');
  expect([media.microphoneOn, told.at(-1)]).toEqual([false, 'unplugged headset, was in use']);
});

test('with none left it is off, and the next that is plugged in is used, muted as it was', async () => {
  const { media, devices, change, headset } = await watching();
  await media.setMicrophone(false);
  const none = devices.devices.filter(({ kind }) => kind !== 'audioinput');
  devices.devices = none;
  const failed = new Promise((resolve) => media.addEventListener('error', resolve, { once: true }));
  (media.audioTrack as unknown as FakeTrack).end();
  await failed;
  await change(none);
  expect(media.audioTrack).toBeNull();
  await change([...none, headset]);
  await until(() => microphoneOf(media) === 'headset');
  expect(media.microphoneOn).toBe(false);
});

test('a camera that was switched off stays off, whatever is plugged in', async () => {
  const { media, devices, change } = await watching();
  await media.setCamera(false);
  await change([...devices.devices, { kind: 'videoinput', deviceId: 'third' }]);
  expect(media.cameraOn).toBe(false);
});

test('the system’s default is followed while it is in use, and only then', async () => {
  const { media, devices, change, headset } = await watching();
  const defaultIs = (groupId: string): FakeDevice[] => [
    ...devices.devices.filter(({ deviceId }) => deviceId !== 'default'),
    { kind: 'audioinput', deviceId: 'default', groupId },
  ];
  await change([...defaultIs('laptop'), headset]);
  await media.useMicrophone('default');
  await settled();
  const opened = devices.opened.length;
  await change(defaultIs('laptop'));
  expect(devices.opened).toHaveLength(opened);
  await change(defaultIs('headset'));
  await until(() => devices.opened.length === opened + 1);
  expect(microphoneOf(media)).toBe('default');

  await media.useMicrophone('headset');
  await change(defaultIs('laptop'));
  expect(devices.opened).toHaveLength(opened + 2);
});

test('names that become known are no news, and a closed watch tells nothing', async () => {
  const browser = new FakeBrowser();
  const real = browser.devices.devices;
  browser.devices.devices = real.map((device) => ({ ...device, deviceId: '' }));
  const media = new LocalMedia(browser.port);
  const watch = new DeviceWatch(media);
  let told = 0;
  watch.addEventListener('plugged', () => (told += 1));
  await settled();
  browser.devices.devices = real;
  await media.start();
  await settled();
  expect(told).toBe(0);
  watch.close();
  browser.devices.devices = [...real, { kind: 'audioinput', deviceId: 'headset' }];
  browser.devices.dispatchEvent(new Event('devicechange'));
  await settled();
  expect(told).toBe(0);
});
