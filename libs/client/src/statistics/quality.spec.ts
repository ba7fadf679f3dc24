import { describe, expect, test } from '@jest/globals';
import {
  judgeQuality,
  NOT_YET_JUDGED,
  QUALITY_HYSTERESIS,
  QUALITY_THRESHOLDS,
  type QualityJudgement,
  type QualityMeasures,
  type QualityWord,
} from './quality.ts';

const CALM: QualityMeasures = {
  connectionState: 'connected',
  packetLoss: 0,
  roundTripTime: 40,
  jitter: 3,
  concealment: 0,
  freeze: 0,
  silence: 0,
};

/** The words of one measurement a second after the other. */
function words(measurements: readonly Partial<QualityMeasures>[], from: QualityJudgement = NOT_YET_JUDGED) {
  let judgement = from;
  return measurements.map((measures) => {
    judgement = judgeQuality(judgement, { ...CALM, ...measures }, 1000);
    return judgement.word;
  });
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('what is measured first is what is said', () => {
  const cases: [Partial<QualityMeasures>, QualityWord | null][] = [
    [{}, 'good'],
    [{ packetLoss: 0.019 }, 'good'],
    [{ packetLoss: 0.02 }, 'fair'],
    [{ packetLoss: 0.0999 }, 'fair'],
    [{ packetLoss: 0.1 }, 'poor'],
    [{ packetLoss: 1 }, 'poor'],
    [{ roundTripTime: 299 }, 'good'],
    [{ roundTripTime: 300 }, 'fair'],
    [{ roundTripTime: 600 }, 'poor'],
    [{ jitter: 29 }, 'good'],
    [{ jitter: 30 }, 'fair'],
    [{ jitter: 100 }, 'poor'],
    [{ concealment: 0.02 }, 'fair'],
    [{ concealment: 0.1 }, 'poor'],
    [{ freeze: 0.05 }, 'fair'],
    [{ freeze: 0.2 }, 'poor'],
    [{ silence: 1999 }, 'good'],
    [{ silence: 2000 }, 'poor'],
    [{ silence: 5000 }, 'lost'],
    [{ packetLoss: 0.03, roundTripTime: 700 }, 'poor'],
    [{ packetLoss: null, roundTripTime: null, jitter: null, concealment: null, freeze: null, silence: null }, 'good'],
    [{ connectionState: 'new' }, null],
    [{ connectionState: 'connecting' }, null],
    [{ connectionState: 'disconnected' }, 'lost'],
    [{ connectionState: 'failed' }, 'lost'],
    [{ connectionState: 'closed' }, 'lost'],
  ];
  test.each(cases)('%j is %s', (measures, word) => {
    expect(words([measures])).toEqual([word]);
  });
});

describe('how the word changes from one second to the next', () => {
  const cases: [string, Partial<QualityMeasures>[], (QualityWord | null)[]][] = [
    [
      'a single lost second of many is fair for a while, never poor',
      [{}, { packetLoss: 0.15 }, ...times(5, {})],
      ['good', 'fair', 'fair', 'fair', 'good', 'good', 'good'],
    ],
    [
      'loss that stays is fair at once and poor within four seconds',
      [{}, ...times(5, { packetLoss: 0.15 })],
      ['good', 'fair', 'fair', 'fair', 'poor', 'poor'],
    ],
    [
      'a picture that stood still for a whole second is poor at first, then fair, then forgotten',
      [{}, { freeze: 1 }, ...times(7, {})],
      ['good', 'poor', 'poor', 'fair', 'fair', 'fair', 'fair', 'good', 'good'],
    ],
    [
      'what swings about a threshold does not make the word flicker',
      [{ roundTripTime: 305 }, ...[290, 310, 280, 305, 270, 300].map((roundTripTime) => ({ roundTripTime }))],
      times(7, 'fair'),
    ],
    [
      'what swings below a threshold never reaches it',
      [280, 299, 270, 299].map((roundTripTime) => ({ roundTripTime })),
      times(4, 'good'),
    ],
    [
      'a first connection takes its time',
      [...times<Partial<QualityMeasures>>(3, { connectionState: 'connecting' }), {}],
      [null, null, null, 'good'],
    ],
    [
      'a connection that breaks is lost at once, and good at once when it is back',
      [{}, { connectionState: 'disconnected' }, {}],
      ['good', 'lost', 'good'],
    ],
    [
      'a new connection after a lost one is lost until it stands',
      [
        {},
        { connectionState: 'failed' },
        { connectionState: 'new' },
        { connectionState: 'connecting', silence: null },
        {},
      ],
      ['good', 'lost', 'lost', 'lost', 'good'],
    ],
    [
      'an ICE restart during which media flows changes nothing',
      [{}, { connectionState: 'connecting' }, {}],
      ['good', 'good', 'good'],
    ],
    [
      'a new connection that nothing has come through yet is lost, however soon it came',
      [{}, { connectionState: 'connecting', silence: null }],
      ['good', 'lost'],
    ],
    [
      'the other side falls silent on a connection that says it stands',
      [{}, ...[1000, 2000, 3000, 4000, 5000].map((silence) => ({ silence })), {}],
      ['good', 'good', 'poor', 'poor', 'poor', 'lost', 'good'],
    ],
    [
      'loss before a break does not count after it',
      [...times(3, { packetLoss: 0.5 }), { connectionState: 'disconnected' }, {}],
      ['poor', 'poor', 'poor', 'lost', 'good'],
    ],
  ];
  test.each(cases)('%s', (_name, measurements, expected) => {
    expect(words(measurements)).toEqual(expected);
  });
});

test('a minute between two looks, as in a tab in the background, weighs as a minute', () => {
  const before = judgeQuality(NOT_YET_JUDGED, { ...CALM, packetLoss: 0.5 }, 1000);
  expect(judgeQuality(before, CALM, 1000).word).toBe('poor');
  expect(judgeQuality(before, CALM, 60_000).word).toBe('good');
});

test('every threshold rises from word to word, with room for the release between them', () => {
  for (const [measure, threshold] of Object.entries(QUALITY_THRESHOLDS)) {
    const limits = Object.values<number>(threshold);
    for (const [index, limit] of limits.entries()) {
      expect([measure, limit * QUALITY_HYSTERESIS.release > (limits[index - 1] ?? 0)]).toEqual([measure, true]);
    }
  }
});
