// One word for how a connection is, from published thresholds. Pure: (what was said before, what was measured) -> word.

/**
 * `good`: nothing to notice; `fair`: it can be noticed; `poor`: it disturbs a conversation; `lost`: nothing comes through.
 */
export type QualityWord = 'good' | 'fair' | 'poor' | 'lost';

/** What the word is made of. Null is what was not measured, and counts neither for nor against. */
export interface QualityMeasures {
  readonly connectionState: RTCPeerConnectionState;
  /** The fraction of packets lost, of the direction that loses more. */
  readonly packetLoss: number | null;
  /** Milliseconds. */
  readonly roundTripTime: number | null;
  /** Milliseconds, of the sound that comes: a picture's packets leave in bursts, which RFC 3550 counts as jitter. */
  readonly jitter: number | null;
  /** The fraction of the sound that was made up for want of packets. */
  readonly concealment: number | null;
  /** The fraction of time that the picture stood still. */
  readonly freeze: number | null;
  /** Milliseconds for which nothing has come although sound or picture is announced. */
  readonly silence: number | null;
}

/** From which value on the word is at best this one. */
export type QualityThreshold<Word extends QualityWord> = Readonly<Record<Word, number>>;

/** For each measure, its thresholds. */
export interface QualityThresholds {
  /** The fraction of packets lost, 0 to 1, of the direction that loses more. */
  readonly packetLoss: QualityThreshold<'fair' | 'poor'>;
  /** Milliseconds. */
  readonly roundTripTime: QualityThreshold<'fair' | 'poor'>;
  /** Milliseconds, of the sound that comes. */
  readonly jitter: QualityThreshold<'fair' | 'poor'>;
  /** The fraction of the sound that was made up, 0 to 1. */
  readonly concealment: QualityThreshold<'fair' | 'poor'>;
  /** The fraction of time that the picture stood still, 0 to 1. */
  readonly freeze: QualityThreshold<'fair' | 'poor'>;
  /** Milliseconds for which nothing has come although something is announced. */
  readonly silence: QualityThreshold<'poor' | 'lost'>;
}

/**
 * From which value on the word is at best this one. The worst measure decides.
 *
 * - `packetLoss`: congestion control raises its rate below 2 %, and lowers it above 10 %
 *   (draft-ietf-rmcat-gcc-02 section 6).
 * - `roundTripTime`: ITU-T G.114 has people notice 150 ms one way; 400 ms, of which about 100 go into capture, coding
 *   and playout, it calls unacceptable.
 * - `jitter`: 30 ms is what planners of voice networks allow; 100 ms is more than two packets of sound that are held
 *   back, and so late or lost.
 * - `concealment`, `freeze`: as much as of lost packets; a twentieth and a fifth of the time.
 * - `silence`: sound comes 50 times a second, even when everyone is silent.
 */
export const QUALITY_THRESHOLDS: QualityThresholds = {
  packetLoss: { fair: 0.02, poor: 0.1 },
  roundTripTime: { fair: 300, poor: 600 },
  jitter: { fair: 30, poor: 100 },
  concealment: { fair: 0.02, poor: 0.1 },
  freeze: { fair: 0.05, poor: 0.2 },
  silence: { poor: 2000, lost: 5000 },
};

/** What keeps the word from flickering. */
export const QUALITY_HYSTERESIS = {
  /** Milliseconds: the time constant by which measures are averaged; a step is seen to two thirds after this time. */
  averagedOver: 3000,
  /** A word gets better once the average is below this part of the threshold that it crossed. */
  release: 0.8,
} as const;

type Measure = keyof QualityThresholds;
type Averages = Readonly<Partial<Record<Measure, number>>>;

/** What a judgement leaves for the next one. */
export interface QualityJudgement {
  /** Null until the first connection stands. */
  readonly word: QualityWord | null;
  readonly averages: Averages;
}

export const NOT_YET_JUDGED: QualityJudgement = { word: null, averages: {} };

const WORDS = ['good', 'fair', 'poor', 'lost'] as const satisfies readonly QualityWord[];
const MEASURES = ['packetLoss', 'roundTripTime', 'jitter', 'concealment', 'freeze', 'silence'] as const;

/**
 * Judges a connection anew.
 *
 * @param previous the judgement before, `NOT_YET_JUDGED` for the first
 * @param elapsed milliseconds since then
 */
export function judgeQuality(previous: QualityJudgement, measures: QualityMeasures, elapsed: number): QualityJudgement {
  if (!isUp(previous, measures)) {
    const isFirst = previous.word === null && ['new', 'connecting'].includes(measures.connectionState);
    return isFirst ? NOT_YET_JUDGED : { word: 'lost', averages: {} };
  }
  const averages = average(previous.averages, measures, elapsed);
  const said = WORDS.indexOf(previous.word === 'lost' ? 'good' : (previous.word ?? 'good'));
  const ranks = MEASURES.map((measure) => rankOf(QUALITY_THRESHOLDS[measure], averages[measure], said));
  return { word: WORDS[Math.max(...ranks)] ?? 'good', averages };
}

/** An ICE restart may say `connecting` while media still flows. */
function isUp(previous: QualityJudgement, { connectionState, silence }: QualityMeasures): boolean {
  return (
    connectionState === 'connected' ||
    (connectionState === 'connecting' &&
      isSaid(previous.word) &&
      silence !== null &&
      silence < QUALITY_THRESHOLDS.silence.poor)
  );
}

function isSaid(word: QualityWord | null): boolean {
  return word !== null && word !== 'lost';
}

/** Averages that forget: each value weighs by the time that it stands for. Silence is a time itself. */
function average(before: Averages, measures: QualityMeasures, elapsed: number): Averages {
  const weight = 1 - Math.exp(-elapsed / QUALITY_HYSTERESIS.averagedOver);
  const averages: Partial<Record<Measure, number>> = {};
  for (const measure of MEASURES) {
    const value = measures[measure];
    if (value !== null) {
      const last = measure === 'silence' ? value : (before[measure] ?? value);
      averages[measure] = last + (value - last) * weight;
    }
  }
  return averages;
}

/** The rank of the word that one measure allows, given the rank of what was said before. */
function rankOf(threshold: Partial<QualityThreshold<QualityWord>>, value: number | undefined, said: number): number {
  const reached = WORDS.map((word, rank) => {
    const limit = threshold[word];
    const kept = rank <= said ? QUALITY_HYSTERESIS.release : 1;
    return value !== undefined && limit !== undefined && value >= limit * kept;
  });
  return Math.max(0, reached.lastIndexOf(true));
}
