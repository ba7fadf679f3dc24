import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Playback } from './playback.ts';
import { FakeBrowser } from './testing/fake-media.ts';
import { settled } from './testing/until.ts';

/** What may be heard: everything, only what is muted, or nothing, not even a muted picture. */
type Policy = 'heard' | 'muted' | 'nothing';

class FakeElement {
  static policy: Policy = 'heard';
  static speakers = ['', 'one', 'two'];
  muted = false;
  srcObject: unknown = null;
  playing = false;
  sinkId = '';
  readonly attributes = new Set<string>();

  /** The same, as a page has it. */
  get port(): HTMLMediaElement {
    return this as unknown as HTMLMediaElement;
  }
  setAttribute(name: string): void {
    this.attributes.add(name);
  }
  async play(): Promise<void> {
    await Promise.resolve();
    const { policy } = FakeElement;
    if (policy === 'nothing' || (policy === 'muted' && !this.muted)) {
      throw new DOMException('tap first', 'NotAllowedError');
    }
    this.playing = true;
  }
  pause(): void {
    this.playing = false;
  }
  async setSinkId(deviceId: string): Promise<void> {
    await Promise.resolve();
    if (!FakeElement.speakers.includes(deviceId)) {
      throw new DOMException(deviceId, deviceId === 'secret' ? 'NotAllowedError' : 'NotFoundError');
    }
    this.sinkId = deviceId;
  }
}

beforeEach(() => {
  FakeElement.policy = 'heard';
  Object.assign(globalThis, { HTMLMediaElement: FakeElement });
});

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'HTMLMediaElement');
});

function playing(policy: Policy = 'heard') {
  FakeElement.policy = policy;
  const { devices, port } = new FakeBrowser();
  const playback = new Playback(port);
  const events: string[] = [];
  playback.addEventListener('blockedchange', () => events.push(`blocked ${playback.blocked}`));
  playback.addEventListener('speakerchange', () => events.push(`speaker ${playback.speakerId}`));
  const element = new FakeElement();
  const stream = {} as MediaStream;
  playback.play(element.port, stream);
  return { playback, events, element, stream, devices };
}

test('what may be heard is heard, inside the page', async () => {
  const { playback, element, events, stream } = playing();
  await settled();
  expect(element).toMatchObject({ playing: true, muted: false, srcObject: stream });
  expect(element.attributes.has('playsinline')).toBe(true);
  expect([playback.blocked, events]).toEqual([false, []]);
});

test('refused sound is told; the picture moves meanwhile, and the tap brings the sound', async () => {
  const { playback, element, events } = playing('muted');
  await settled();
  expect(element).toMatchObject({ playing: true, muted: true });
  FakeElement.policy = 'heard';
  playback.resume();
  await settled();
  expect(element).toMatchObject({ playing: true, muted: false });
  expect(events).toEqual(['blocked true', 'blocked false']);
});

test('resumed by something else than a tap, it stays blocked, and moves', async () => {
  const { playback, element, events } = playing('muted');
  await settled();
  playback.resume();
  await settled();
  expect(element).toMatchObject({ playing: true, muted: true });
  expect([playback.blocked, events]).toEqual([true, ['blocked true']]);
});

test('where not even a muted picture may move, the tap brings both; what was muted stays muted', async () => {
  const { playback, element } = playing('nothing');
  const own = new FakeElement();
  own.muted = true;
  playback.play(own.port, {} as MediaStream);
  await settled();
  expect([playback.blocked, element.playing, own.playing]).toEqual([true, false, false]);
  FakeElement.policy = 'heard';
  playback.resume();
  await settled();
  expect([playback.blocked, element.playing, own.playing]).toEqual([false, true, true]);
  expect([element.muted, own.muted]).toEqual([false, true]);
});

test('a participant who leaves while sound is blocked blocks nothing any more', async () => {
  const { playback, element, events } = playing('muted');
  await settled();
  playback.release(element.port);
  expect([playback.blocked, element.srcObject, element.muted]).toEqual([false, null, false]);
  expect(events.at(-1)).toBe('blocked false');
});

test('one speaker for all, those who come later too', async () => {
  const { playback, element, events } = playing();
  await playback.useSpeaker('two');
  const later = new FakeElement();
  playback.play(later.port, {} as MediaStream);
  await settled();
  expect([element.sinkId, later.sinkId, playback.speakerId, events]).toEqual(['two', 'two', 'two', ['speaker two']]);
});

test.each([
  ['gone', 'no-speaker'],
  ['secret', 'speaker-refused'],
])('a speaker that is %s is %s, and all stays where it was', async (deviceId, code) => {
  const { playback, element } = playing();
  await playback.useSpeaker('one');
  await expect(playback.useSpeaker(deviceId)).rejects.toMatchObject({ code, name: 'CallError' });
  expect([element.sinkId, playback.speakerId]).toEqual(['one', 'one']);
});

test('a speaker that is pulled out leaves it to the system, and is used again when it is back', async () => {
  const { playback, element, events, devices } = playing();
  devices.devices.push({ kind: 'audiooutput', deviceId: 'two' });
  await playback.useSpeaker('two');
  const headset = devices.devices.pop();
  devices.dispatchEvent(new Event('devicechange'));
  await settled();
  expect(element.sinkId).toBe('');
  devices.devices.push(headset as NonNullable<typeof headset>);
  devices.dispatchEvent(new Event('devicechange'));
  await settled();
  expect(element.sinkId).toBe('two');
  expect(events).toEqual(['speaker two', 'speaker ', 'speaker two']);
  playback.close();
  expect(element.srcObject).toBeNull();
});

test('picked in the browser’s own dialog, where it has one', async () => {
  const { playback, element, devices } = playing();
  await expect(playback.pickSpeaker()).rejects.toMatchObject({ code: 'speaker-unsupported' });
  Object.assign(devices, { selectAudioOutput: () => Promise.resolve({ deviceId: 'one' }) });
  await playback.pickSpeaker();
  expect(element.sinkId).toBe('one');
  const refused = (): Promise<never> => Promise.reject(new DOMException('no', 'NotAllowedError'));
  Object.assign(devices, { selectAudioOutput: refused });
  await expect(playback.pickSpeaker()).rejects.toMatchObject({ code: 'speaker-refused' });
});

test('a browser in which no page may choose says so', async () => {
  const { playback } = playing();
  Object.assign(globalThis, { HTMLMediaElement: class {} });
  expect(Playback.choosesSpeaker).toBe(false);
  await expect(playback.useSpeaker('one')).rejects.toMatchObject({ code: 'speaker-unsupported' });
});
