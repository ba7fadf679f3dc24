// The others: people in calls of their own who go about their business while somebody attacks, and what they notice of it.
import { setTimeout as pause } from 'node:timers/promises';
import { CANDIDATE, newMessageId } from '../../support/samples.ts';
import { newAddress, type AttackedServer, type Seat } from './attacked-server.ts';

/** How long something took, in milliseconds. */
export interface Delay {
  p50: number;
  p99: number;
}

const PAIRS = 4;
/** One candidate in this time from each pair, in milliseconds: well within the budget of a socket. */
const PACE = 20;

export class Witnesses {
  private readonly pairs: [Seat, Seat][];

  private constructor(pairs: [Seat, Seat][]) {
    this.pairs = pairs;
  }

  static async of(server: AttackedServer): Promise<Witnesses> {
    const pairs: [Seat, Seat][] = [];
    for (let count = 0; count < PAIRS; count += 1) pairs.push(await server.pair([newAddress(), newAddress()]));
    return new Witnesses(pairs);
  }

  /** How long a candidate takes from the one to the other, until `end`. @throws Error when one is refused or lost */
  async delay(end: Promise<unknown>): Promise<Delay> {
    let over = false;
    const stop = () => (over = true);
    end.then(stop, stop);
    const spoken = await Promise.all(this.pairs.map((pair) => speak(pair, () => over)));
    const times = spoken.flat().toSorted((a, b) => a - b);
    const at = (share: number) => Math.round(10 * (times[Math.floor(share * (times.length - 1))] ?? NaN)) / 10;
    return { p50: at(0.5), p99: at(0.99) };
  }

  leave(): void {
    for (const { socket } of this.pairs.flat()) socket.close();
  }
}

/** One candidate after the other, each confirmed. A slow one holds up those after it, as it would in a call. */
async function speak([from, to]: [Seat, Seat], isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  while (!isOver()) {
    const messageId = newMessageId();
    const start = performance.now();
    const arrived = to.socket.next('candidate', (signal) => signal.messageId === messageId, { within: 30_000 });
    const [, { seq }] = await Promise.all([
      from.socket.ok('candidate', { to: to.joined.self.id, messageId, candidate: CANDIDATE }),
      arrived,
    ]);
    times.push(performance.now() - start);
    await to.socket.ok('received', { seq });
    to.socket.journal.length = 0;
    from.socket.journal.length = 0;
    await pause(Math.max(0, PACE - (performance.now() - start)));
  }
  return times;
}
