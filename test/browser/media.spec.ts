// Camera, microphone, speaker, tones and levels in real calls, as pages of other people's ask for them.
import type { Page } from '@playwright/test';
import type { AudioLevels } from '../../libs/client/src/audio-level.ts';
import type { Playback } from '../../libs/client/src/playback.ts';
import { launchChromium } from './support/chromium.ts';
import { expect, test } from './support/fixtures.ts';
import { libraryPage, meet } from './support/library-page.ts';
import { mediaFlows, received } from './support/media.ts';

declare global {
  interface Window {
    levels: AudioLevels;
    /** Who spoke, and how often that was looked at. */
    heard: Set<string>;
    looks: number;
    playback: Playback;
    tones: string[];
    locks: WakeLockSentinel[];
  }
}

/** What is encoded of the camera of the moment: the camera, the size, and the frames of this very track so far. */
function sentPicture(page: Page): Promise<{ camera: string; track: string; width: number; frames: number }> {
  return page.evaluate(async () => {
    const [connection] = window.recordedConnections;
    const sender = connection?.getSenders().find(({ track }) => track?.kind === 'video');
    const reports = [...((await sender?.getStats()) ?? new Map()).values()];
    const source = reports.find(({ type }) => type === 'media-source');
    const { label = '', id = '' } = sender?.track ?? {};
    const own = source?.trackIdentifier === id;
    return { camera: label, track: id, width: own ? source.width : 0, frames: own ? source.frames : 0 };
  });
}

/** Waits until more than one frame of a camera was captured for sending, and more frames arrive at the other side. */
async function showsCamera(page: Page, viewer: Page, camera: string): Promise<void> {
  const before = await received(viewer);
  await expect
    .poll(async () => {
      const sent = await sentPicture(page);
      return [sent.camera, sent.frames > 1, (await received(viewer)).frames > before.frames + 3];
    })
    .toEqual([camera, true, true]);
}

const useCamera = (page: Page, label: string): Promise<void> =>
  page.evaluate(async (label) => {
    const { cameras } = await window.call.media.devices();
    const camera = cameras.find((each) => each.label === label);
    await window.call.media.useCamera(camera?.deviceId ?? '');
  }, label);

test('ten camera switches in one call, each shown to the other side; sizes and sound processing change in between', async ({
  chromium,
  server,
}) => {
  const [ada, grace] = [await libraryPage(chromium, server.url), await libraryPage(chromium, server.url)];
  await meet(ada, grace);
  for (let count = 0; count < 10; count += 1) {
    const camera = `fake_device_${count % 2 ? 0 : 2}`;
    await useCamera(ada, camera);
    await showsCamera(ada, grace, camera);
  }

  // Grace's page holds the other camera, whose size Chromium then leaves as it is.
  await useCamera(ada, 'fake_device_2');
  for (const [preset, width] of [
    ['low', 320],
    ['high', 1280],
  ] as const) {
    await ada.evaluate(
      (preset) => window.call.media.setConstraints('camera', window.library.VIDEO_PRESETS[preset]),
      preset,
    );
    await expect.poll(async () => (await sentPicture(ada)).width).toBe(width);
  }
  await ada.evaluate(() => window.call.media.setCamera(false));
  await ada.evaluate(() => window.call.media.setCamera(true));
  await expect.poll(async () => (await sentPicture(ada)).width).toBe(1280);

  const processing = (): Promise<(boolean | string | undefined)[]> =>
    ada.evaluate(() => {
      const settings = window.call.media.audioTrack?.getSettings();
      return [settings?.echoCancellation, settings?.noiseSuppression, settings?.autoGainControl];
    });
  expect(await processing()).toEqual([true, true, true]);
  await ada.evaluate(() => window.call.media.setConstraints('microphone', { echoCancellation: false }));
  expect(await processing()).toEqual([false, true, true]);
  await mediaFlows(grace);
  expect(await grace.evaluate(() => window.recordedConnections.length)).toBe(1);
  await ada.context().close();
  await grace.context().close();
});

test('a phone that opens one camera at a time switches, and keeps the old camera where the new one fails', async ({
  chromium,
  server,
}) => {
  const [ada, grace] = [await libraryPage(chromium, server.url), await libraryPage(chromium, server.url)];
  // The limit is the phone's, of which there is none here: the browser is told to refuse as such a phone does.
  await ada.evaluate(() => {
    const { mediaDevices } = navigator;
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    const open = new Set<MediaStreamTrack>();
    mediaDevices.getUserMedia = async (constraints = {}) => {
      const stream = await getUserMedia(constraints);
      const [camera] = stream.getVideoTracks();
      const busy = [...open].some(({ readyState }) => readyState === 'live');
      if (camera && (busy || camera.label === 'fake_device_1')) {
        for (const track of stream.getTracks()) track.stop();
        throw new DOMException('Could not start video source', 'NotReadableError');
      }
      if (camera) open.add(camera);
      return stream;
    };
  });
  await meet(ada, grace);
  await useCamera(ada, 'fake_device_2');
  await showsCamera(ada, grace, 'fake_device_2');
  const refused = await useCamera(ada, 'fake_device_1').catch((error: unknown) => String(error));
  expect(refused).toContain('The camera could not be started');
  await showsCamera(ada, grace, 'fake_device_2');
  await ada.context().close();
  await grace.context().close();
});

test('a headset is pulled out and the call goes on with sound; levels tell who speaks, and a muted one does not', async ({
  chromium,
  server,
}) => {
  const [ada, grace] = [await libraryPage(chromium, server.url), await libraryPage(chromium, server.url)];
  await meet(ada, grace);
  await grace.evaluate(() => {
    const { call, library } = window;
    window.heard = new Set();
    window.looks = 0;
    window.levels = new library.AudioLevels(call);
    window.levels.addEventListener('levels', () => {
      window.looks += 1;
      for (const id of window.levels.speaking) window.heard.add(id === call.self.id ? 'Grace' : 'Ada');
    });
  });
  /** Waits until these, and nobody else, speak within a second: the fake microphones beep twice a second. */
  const speak = async (...names: string[]): Promise<void> => {
    await expect(async () => {
      await grace.evaluate(() => {
        window.heard.clear();
        window.looks = 0;
      });
      await grace.waitForFunction(() => window.looks > 12);
      expect(await grace.evaluate(() => [...window.heard].toSorted())).toEqual(names);
    }).toPass();
  };
  await speak('Ada', 'Grace');

  await ada.evaluate(async () => {
    const { media } = window.call;
    const { microphones } = await media.devices();
    await media.useMicrophone(microphones.at(-1)?.deviceId ?? '');
    const { audioTrack } = media;
    // What the browser does when the plug is pulled.
    audioTrack?.stop();
    audioTrack?.dispatchEvent(new Event('ended'));
  });
  await expect.poll(() => ada.evaluate(() => window.call.media.audioTrack?.label)).toBe('Fake Default Audio Input');
  await mediaFlows(grace);
  await speak('Ada', 'Grace');

  await ada.evaluate(() => window.call.media.setMicrophone(false));
  await speak('Grace');
  expect(await grace.evaluate(() => [...window.call.participants.keys()].map((id) => window.levels.of(id)))).toEqual([
    0,
  ]);
  await ada.context().close();
  await grace.context().close();
});

test('tones are played one after the other, and the screen stays awake until the call is over', async ({
  chromium,
  server,
}) => {
  const [ada, grace] = [await libraryPage(chromium, server.url), await libraryPage(chromium, server.url)];
  await meet(ada, grace);
  await ada.evaluate(() => {
    const { wakeLock } = navigator;
    const request = wakeLock.request.bind(wakeLock);
    window.locks = [];
    wakeLock.request = async (type) => {
      const lock = await request(type);
      window.locks.push(lock);
      return lock;
    };
    window.library.keepAwake(window.call);
    const dtmf = new window.library.Dtmf(window.call);
    window.tones = [];
    dtmf.addEventListener('tonechange', ({ tone }) => window.tones.push(tone));
    dtmf.insert('12#', { duration: 70, interToneGap: 50 });
  });
  await expect.poll(() => ada.evaluate(() => window.tones)).toEqual(['1', '2', '#', '']);
  await expect.poll(() => ada.evaluate(() => window.locks.map(({ released }) => released))).toEqual([false]);
  await ada.evaluate(() => window.call.hangUp());
  await expect.poll(() => ada.evaluate(() => window.locks.map(({ released }) => released))).toEqual([true]);
  await ada.context().close();
  await grace.context().close();
});

test('sound that the browser refuses until a tap: the picture moves, it is told, and the tap brings it, at the chosen speaker', async ({
  server,
}) => {
  const chromium = await launchChromium({ autoplay: 'user-gesture-required' });
  try {
    const [ada, grace] = [await libraryPage(chromium, server.url), await libraryPage(chromium, server.url)];
    const link = await ada.evaluate(() => window.enter(null));
    // Whatever is evaluated in a page counts as a tap there, and a page that captures may play: this one does all by itself.
    const told: string[] = [];
    grace.on('console', (message) => told.push(message.text()));
    await grace.context().addInitScript((link) => {
      const listen = async (): Promise<void> => {
        const { Parley, Playback } = window.library;
        window.call = await new Parley().joinCall(link);
        const [participant] = window.call.participants.values();
        const video = Object.assign(document.createElement('video'), { id: 'other' });
        document.body.append(video);
        window.playback = new Playback();
        window.playback.addEventListener('blockedchange', () => console.info(`blocked: ${window.playback.blocked}`));
        video.addEventListener('timeupdate', () => console.info(`plays, muted: ${video.muted}`));
        document.addEventListener('click', () => window.playback.resume());
        if (participant) window.playback.play(video, participant.stream);
      };
      addEventListener('load', () => void listen());
    }, link);
    await grace.goto('/library');
    await expect.poll(() => told).toContain('blocked: true');
    await expect.poll(() => told).toContain('plays, muted: true');
    expect(told).not.toContain('plays, muted: false');
    await grace.mouse.click(10, 10);
    await expect.poll(() => told).toContain('blocked: false');
    await expect.poll(() => told).toContain('plays, muted: false');

    const other = grace.locator('#other');
    const [speaker, refused] = await grace.evaluate(async () => {
      await window.call.media.start({ camera: false });
      const { speakers } = await window.call.media.devices();
      const speaker = speakers.at(-1)?.deviceId ?? '';
      await window.playback.useSpeaker(speaker);
      return [speaker, await window.playback.useSpeaker('gone').catch(({ code }: { code: string }) => code)];
    });
    expect(refused).toBe('no-speaker');
    expect(await other.evaluate((video: HTMLVideoElement) => video.sinkId)).toBe(speaker);
  } finally {
    await chromium.close();
  }
});
