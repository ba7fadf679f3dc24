import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { AudioLevels } from './audio-level.ts';
import type { Call } from './call.ts';
import type { OwnLevel } from './media/own-level.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A call of `me` and `grace`, of whom packets of a loudness come. */
class Heard extends EventTarget {
  level: number | undefined = 0;
  own = 0;
  packets = 0;
  arriving = true;
  readonly close = jest.fn();
  readonly call: Call;
  readonly levels: AudioLevels;

  constructor(speakingLevel?: number) {
    super();
    const [microphone, screen] = [{}, {}];
    const receivers = [
      { track: screen, getSynchronizationSources: () => [{ timestamp: this.packets, audioLevel: 1 }] },
      {
        track: microphone,
        getSynchronizationSources: () => {
          this.packets += this.arriving ? 1 : 0;
          return [{ timestamp: this.packets, audioLevel: this.level }];
        },
      },
    ];
    const grace = {
      id: 'grace',
      stream: { getAudioTracks: () => [microphone] },
      peerConnection: { getReceivers: () => receivers },
    };
    Object.assign(this, { self: { id: 'me' }, participants: new Map([['grace', grace]]) });
    this.call = this as unknown as Call;
    const own = { read: () => this.own, close: this.close } as unknown as OwnLevel;
    this.levels = new AudioLevels(this.call, speakingLevel === undefined ? {} : { speakingLevel }, own);
  }
}

test('levels of this side and of the others’ microphones, never of their screens', () => {
  const heard = new Heard();
  heard.level = 0.5;
  heard.own = 0.25;
  expect(heard.levels.of('grace')).toBe(0);
  jest.advanceTimersByTime(100);
  expect(['me', 'grace', 'nobody'].map((id) => heard.levels.of(id))).toEqual([0.25, 0.5, 0]);
  heard.level = undefined;
  jest.advanceTimersByTime(100);
  expect(heard.levels.of('grace')).toBe(0);
});

test('who speaks is told when it begins and half a second after it ends, not between two words', () => {
  const heard = new Heard();
  const told: string[] = [];
  heard.levels.addEventListener('speakingchange', () => told.push(heard.levels.speaking.join(' ')));
  heard.level = 0.1;
  jest.advanceTimersByTime(200);
  heard.level = 0;
  jest.advanceTimersByTime(300);
  heard.level = 0.1;
  heard.own = 0.1;
  jest.advanceTimersByTime(200);
  heard.level = 0;
  jest.advanceTimersByTime(600);
  expect(told).toEqual(['grace', 'grace me', 'me']);
});

test('from which level someone counts as speaking is a choice', () => {
  const heard = new Heard(0.2);
  heard.level = 0.1;
  jest.advanceTimersByTime(200);
  expect(heard.levels.speaking).toEqual([]);
});

test('a network that is silent is silence, whatever the last packet said', () => {
  const heard = new Heard();
  heard.level = 0.5;
  jest.advanceTimersByTime(200);
  heard.arriving = false;
  jest.advanceTimersByTime(600);
  expect(heard.levels.of('grace')).toBe(0);
});

test('the end of the call ends its timer and frees the microphone', () => {
  const heard = new Heard();
  heard.dispatchEvent(new Event('ended'));
  expect([jest.getTimerCount(), heard.close.mock.calls.length]).toEqual([0, 1]);
});
