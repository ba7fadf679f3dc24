import { afterEach, expect, test } from '@jest/globals';
import { ScreenShare } from './screen-share.ts';
import { FakeTrack } from './testing/fake-media-track.ts';
import { FakeStream } from './testing/fake-media.ts';
import type { FakeTab } from './testing/fake-tab.ts';
import { everyoneLeaves, together } from './testing/together.ts';
import { until } from './testing/until.ts';

afterEach(async () => {
  await everyoneLeaves();
});

/** The browser's picker: what it was asked, and what the person picks. */
class FakePicker {
  readonly requests: DisplayMediaStreamOptions[] = [];
  readonly captured: FakeTrack[] = [];
  withSound = true;
  refusal: string | null = null;
  /** Runs while the picker is open. */
  whileOpen = (): void => {};

  async getDisplayMedia(options: DisplayMediaStreamOptions): Promise<FakeStream> {
    this.requests.push(options);
    await Promise.resolve();
    this.whileOpen();
    if (this.refusal) {
      throw new DOMException(this.refusal, this.refusal);
    }
    const stream = new FakeStream();
    for (const kind of this.withSound ? ['video', 'audio'] : ['video']) {
      const track = new FakeTrack(kind);
      stream.addTrack(track);
      this.captured.push(track);
    }
    return stream;
  }
}

function sharing({ browser, call }: FakeTab) {
  const picker = new FakePicker();
  Object.assign(browser.devices, { getDisplayMedia: picker.getDisplayMedia.bind(picker) });
  const screen = new ScreenShare(call, browser.port);
  const events: string[] = [];
  for (const type of ['trackschange', 'ended'] as const) {
    screen.addEventListener(type, () => events.push(type));
  }
  return { picker, screen, events };
}

const captures = (picker: FakePicker): number =>
  picker.captured.filter(({ readyState }) => readyState === 'live').length;

test('the screen and its sound are sent beside microphone and camera, with hints of what they are', async () => {
  const [ada, grace] = await together();
  const { screen, picker } = sharing(ada);
  await screen.start({ contentHint: 'text', surfaceSwitching: 'exclude' });
  await until(() => grace.other.hasScreen);
  expect(grace.other.screen.getTracks().map(({ kind }) => kind)).toEqual(['audio', 'video']);
  expect([grace.other.hasAudio, grace.other.hasVideo, ada.call.media.microphoneOn]).toEqual([true, true, true]);
  expect([screen.videoTrack?.contentHint, screen.audioTrack?.contentHint]).toEqual(['text', 'music']);
  expect(picker.requests).toEqual([
    {
      video: { frameRate: { max: 30 } },
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, restrictOwnAudio: true },
      systemAudio: 'include',
      surfaceSwitching: 'exclude',
    },
  ]);
});

test('stopped, it is gone for the others, and may be started again', async () => {
  const [ada, grace] = await together();
  const { screen, picker, events } = sharing(ada);
  for (let count = 0; count < 3; count += 1) {
    await screen.start();
    await until(() => grace.other.hasScreen);
    screen.stop();
    screen.stop();
    await until(() => !grace.other.hasScreen);
    expect([screen.sharing, captures(picker)]).toEqual([false, 0]);
  }
  expect(events.filter((type) => type === 'ended')).toHaveLength(3);
  expect(grace.other.hasVideo).toBe(true);
});

test('the browser’s own bar ends it; sound that ends alone leaves the picture', async () => {
  const [ada, grace] = await together();
  const { screen, picker, events } = sharing(ada);
  await screen.start();
  await until(() => grace.other.hasScreen);
  picker.captured.find(({ kind }) => kind === 'audio')?.end();
  expect([screen.sharing, screen.audioTrack]).toEqual([true, null]);
  picker.captured.find(({ kind }) => kind === 'video')?.end();
  expect(screen.sharing).toBe(false);
  expect(events).toEqual(['trackschange', 'trackschange', 'trackschange', 'ended']);
  await until(() => !grace.other.hasScreen);
});

test('picked anew while sharing: the first capture ends, the others see the second', async () => {
  const [ada, grace] = await together();
  const { screen, picker, events } = sharing(ada);
  await screen.start();
  await until(() => grace.other.hasScreen);
  picker.withSound = false;
  await screen.start();
  expect([captures(picker), screen.audioTrack, screen.videoTrack?.id]).toEqual([1, null, picker.captured[2]?.id]);
  expect(events).toEqual(['trackschange', 'trackschange']);
  expect(grace.other.hasScreen).toBe(true);
});

test.each(['NotAllowedError', 'NotFoundError', 'NotReadableError'])(
  '%s is screen-refused, and what was shared goes on',
  async (name) => {
    const [ada] = await together();
    const { screen, picker } = sharing(ada);
    await screen.start();
    picker.refusal = name;
    await expect(screen.start()).rejects.toMatchObject({ code: 'screen-refused', cause: { name } });
    expect([screen.sharing, captures(picker)]).toEqual([true, 2]);
  },
);

test('without getDisplayMedia, as on phones: screen-unsupported', async () => {
  const [ada] = await together();
  const screen = new ScreenShare(ada.call, ada.browser.port);
  await expect(screen.start()).rejects.toMatchObject({ code: 'screen-unsupported' });
});

test('stopped while the picker is open: what is picked is not captured', async () => {
  const [ada] = await together();
  const { screen, picker, events } = sharing(ada);
  picker.whileOpen = () => screen.stop();
  await screen.start();
  expect([screen.sharing, captures(picker), events]).toEqual([false, 0, []]);
});

test('it ends with the call, and a call that ended while the picker was open shares nothing', async () => {
  const [ada] = await together();
  const { screen, picker, events } = sharing(ada);
  await screen.start();
  picker.whileOpen = () => void ada.call.hangUp();
  await expect(screen.start()).rejects.toMatchObject({ code: 'call-ended' });
  expect([screen.sharing, captures(picker), events.at(-1)]).toEqual([false, 0, 'ended']);
});
