// A call's figures, once a second, for as long as the call lasts.
import type { Call } from '../call.ts';
import type { RemoteParticipant } from '../remote-participant.ts';
import { TypedEventTarget } from '../typed-event-target.ts';
import { ParticipantReader } from './participant-reader.ts';
import type { StatisticsSnapshot } from './snapshot.ts';

/** `snapshot`: the figures were read anew. */
export class SnapshotEvent extends Event {
  /** The figures; the same as `Statistics.snapshot`. */
  readonly snapshot: StatisticsSnapshot;

  /** For who makes events of their own, as in tests. */
  constructor(snapshot: StatisticsSnapshot) {
    super('snapshot');
    this.snapshot = snapshot;
  }
}

/** The events of Statistics. */
export interface StatisticsEventMap {
  /** There is a new snapshot. */
  snapshot: SnapshotEvent;
}

/** How often. */
export interface StatisticsOptions {
  /** Milliseconds from one snapshot to the next; 1000 by default. Browsers slow it down in tabs in the background. */
  readonly interval?: number;
}

/**
 * Reads how the connections of a call are: one `getStats` for each of them per interval, the first at once. It ends with
 * the call, or by `close`.
 *
 * A connection whose `getStats` fails has null figures in that snapshot, and is asked again for the next one.
 */
export class Statistics extends TypedEventTarget<StatisticsEventMap> {
  readonly #call: Call;
  readonly #readers = new WeakMap<RemoteParticipant, ParticipantReader>();
  readonly #open = new AbortController();
  #snapshot: StatisticsSnapshot | null = null;

  /** Reads from now on. */
  constructor(call: Call, { interval = 1000 }: StatisticsOptions = {}) {
    super();
    this.#call = call;
    const { signal } = this.#open;
    call.addEventListener('ended', () => this.close(), { signal });
    if (call.state === 'ended') {
      this.close();
      return;
    }
    const timer = setInterval(() => void this.#take(), interval);
    signal.addEventListener('abort', () => clearInterval(timer));
    void this.#take();
  }

  /** The latest; null until the first was read. */
  get snapshot(): StatisticsSnapshot | null {
    return this.#snapshot;
  }

  /** Reads no more. `snapshot` stays. */
  close(): void {
    this.#open.abort();
  }

  async #take(): Promise<void> {
    const at = Date.now();
    const reading = [...this.#call.participants.values()].map(
      async (participant) => [participant.id, await this.#readerOf(participant).read()] as const,
    );
    const snapshot = { at, participants: new Map(await Promise.all(reading)) };
    // One that a slow connection held up may come after the one that followed it.
    if (!this.#open.signal.aborted && at >= (this.#snapshot?.at ?? 0)) {
      this.#snapshot = snapshot;
      this.dispatchEvent(new SnapshotEvent(snapshot));
    }
  }

  #readerOf(participant: RemoteParticipant): ParticipantReader {
    let reader = this.#readers.get(participant);
    if (!reader) {
      reader = new ParticipantReader(participant);
      this.#readers.set(participant, reader);
    }
    return reader;
  }
}
