// What happens in a run, drawn from its seed before it begins: who calls whom, how fast they speak, when what breaks.
import { Random } from './random.ts';

/** Candidates that each side of a handshake sends. */
export const CANDIDATES = 10;
/** Signals that one side of a handshake sends: an offer or an answer, and its candidates. */
export const SIGNALS_PER_SIDE = 1 + CANDIDATES;

/** What is counted while a run goes on. */
export type Milestone = 'joining' | 'sent' | 'acknowledged' | 'processed';

/** A moment that depends on nothing but what has happened: after so many of these, or so long after the start. */
export interface Instant {
  after: Milestone | 'start';
  /** Which of them; 0 for the start. */
  count: number;
  /** Milliseconds more. */
  delay: number;
}

/** The server is ended and started again. */
export interface Strike extends Instant {
  /** Milliseconds into its next start after which it is ended once more; null lets it start. */
  againAfter: number | null;
}

/** A person's connection breaks. */
export interface Cut extends Instant {
  /** What still was on its way and never arrives, from the instant until the cut. */
  loses: 'nothing' | 'requests' | 'answers';
  /** Whether the server is not told: to it the socket stays open. */
  silent: boolean;
}

export interface PersonPlan {
  /** Unique in the run. */
  name: string;
  /** Milliseconds before each of its signals. */
  tempo: number[];
  /** Milliseconds for which it collects what it read before it confirms. */
  confirmAfter: number;
  cuts: Cut[];
}

export interface CallPlan {
  /** In the order of joining; each offers to all who come later. */
  people: PersonPlan[];
  /** Whether the first offers while still alone. */
  opensAlone: boolean;
  /** Whether the first hangs up when it has said and heard all. */
  hangsUp: boolean;
}

export interface RunPlan {
  seed: number;
  calls: CallPlan[];
  strikes: Strike[];
}

/** The plan of a seed: always the same. */
export function planRun(seed: number, breaks: 'server' | 'sockets' | 'nothing'): RunPlan {
  const random = Random.of(seed, 'run');
  const calls = Array.from({ length: random.integer(3, 5) }, (_, index) =>
    planCall(seed, `call ${index + 1}`, breaks === 'sockets'),
  );
  return { seed, calls, strikes: breaks === 'server' ? planStrikes(seed, signalsOf(calls)) : [] };
}

/** How many signals are sent in all. */
export function signalsOf(calls: readonly CallPlan[]): number {
  return calls.reduce((sum, { people }) => sum + people.length * (people.length - 1) * SIGNALS_PER_SIDE, 0);
}

function planCall(seed: number, name: string, cut: boolean): CallPlan {
  const random = Random.of(seed, name);
  const names = random.chance(0.25) ? ['Ada', 'Bob', 'Cyd'] : ['Ada', 'Bob'];
  return {
    people: names.map((person) => planPerson(seed, `${person} in ${name}`, names.length - 1, cut)),
    // With a third, whom an open offer goes to is the server's choice.
    opensAlone: names.length === 2 && random.chance(0.5),
    hangsUp: random.chance(0.4),
  };
}

function planPerson(seed: number, name: string, others: number, cut: boolean): PersonPlan {
  const random = Random.of(seed, name);
  const signals = others * SIGNALS_PER_SIDE;
  return {
    name,
    tempo: Array.from({ length: signals }, () => (random.chance(0.6) ? 0 : random.integer(1, 8))),
    confirmAfter: random.integer(0, 60),
    cuts: cut ? Array.from({ length: random.integer(1, 3) }, () => planCut(random, signals)) : [],
  };
}

function planCut(random: Random, signals: number): Cut {
  return {
    ...planInstant(random, ['joining', 'sent', 'acknowledged', 'processed'], signals),
    delay: random.integer(0, 15),
    loses: random.pick(['nothing', 'requests', 'answers']),
    silent: random.chance(0.3),
  };
}

function planStrikes(seed: number, signals: number): Strike[] {
  const random = Random.of(seed, 'server');
  return Array.from({ length: random.chance(0.2) ? 2 : 1 }, () => ({
    ...planInstant(random, ['start', 'sent', 'acknowledged', 'processed'], signals),
    againAfter: random.chance(0.15) ? random.integer(0, 1500) : null,
  }));
}

function planInstant(random: Random, after: readonly [Instant['after'], ...Instant['after'][]], most: number): Instant {
  const milestone = random.pick(after);
  switch (milestone) {
    case 'start':
      return { after: milestone, count: 0, delay: random.integer(0, 300) };
    case 'joining':
      return { after: milestone, count: 1, delay: random.integer(0, 3) };
    default:
      return { after: milestone, count: random.integer(1, most), delay: random.chance(0.5) ? 0 : random.integer(1, 5) };
  }
}
