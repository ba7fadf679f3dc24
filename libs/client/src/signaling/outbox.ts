// Signals on their way out: each with one messageId until the server has it, in order, over lost sockets.
import type {
  Acknowledged,
  CandidatePayload,
  DescriptionPayload,
  ErrorCode,
  SignalPosition,
  WireError,
} from '@parley/protocol';
import { backoff } from './backoff.ts';
import type { SignalingChannel } from './signaling-channel.ts';

export type OutgoingSignal =
  { type: 'offer' | 'answer'; payload: DescriptionPayload } | { type: 'candidate'; payload: CandidatePayload };

/** How sending ended: with the signal's place, or a refusal that no repeating helps. */
export type Sent = { position: SignalPosition } | { refusal: WireError };

interface Entry {
  readonly signal: OutgoingSignal;
  readonly settled: (sent: Sent) => void;
  /** Whether an answer is awaited on the socket of the moment. */
  underway: boolean;
  /** How often it was sent. */
  attempts: number;
}

/** Refusals that changed nothing and may be gone the next time. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['unavailable', 'internal', 'rate-limited', 'mailbox-full']);

export class Outbox {
  readonly #channel: Pick<SignalingChannel, 'request'>;
  readonly #entries: Entry[] = [];
  #open = false;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** Seconds of rest that the server asked for. */
  #asked = 0;

  constructor(channel: Pick<SignalingChannel, 'request'>) {
    this.#channel = channel;
  }

  /** Sends it now or when the seat is there again; `settled` is called once, unless the outbox is closed before. */
  send(signal: OutgoingSignal, settled: (sent: Sent) => void): void {
    this.#entries.push({ signal, settled, underway: false, attempts: 0 });
    this.#flush();
  }

  /** The seat is taken: everything unacknowledged goes (again), in order. */
  open(): void {
    this.#open = true;
    this.#again();
  }

  /** The socket is gone: what it carried counts as not sent. */
  pause(): void {
    this.#open = false;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    for (const entry of this.#entries) {
      entry.underway = false;
    }
  }

  close(): void {
    this.pause();
    this.#entries.length = 0;
  }

  #again(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#flush();
  }

  #flush(): void {
    // While one waits for its next attempt, nothing overtakes it.
    if (!this.#open || this.#retry !== undefined) {
      return;
    }
    for (const entry of this.#entries.filter(({ underway }) => !underway)) {
      entry.underway = true;
      entry.attempts += 1;
      const { type, payload } = entry.signal;
      const answered = this.#answered(entry);
      if (type === 'candidate') {
        this.#channel.request(type, payload, answered);
      } else {
        this.#channel.request(type, payload, answered);
      }
    }
  }

  #answered(entry: Entry): (answer: Acknowledged<SignalPosition> | null) => void {
    const attempt = entry.attempts;
    return (answer) => {
      const at = this.#entries.indexOf(entry);
      // Gone with the outbox, or sent again on a newer socket.
      if (at < 0 || attempt !== entry.attempts) {
        return;
      }
      if (answer?.ok) {
        this.#attempt = 0;
        this.#entries.splice(at, 1);
        entry.settled({ position: { seq: answer.seq, to: answer.to } });
      } else if (answer && !PASSING.has(answer.error.code) && !this.#behindFailed(at)) {
        this.#entries.splice(at, 1);
        entry.settled({ refusal: answer.error });
      } else if (entry.underway) {
        entry.underway = false;
        this.#rest(answer?.error.retryAfter);
      }
    };
  }

  /** One rest for all that fail together, and as long as the longest that the server asks for. */
  #rest(seconds = 0): void {
    if (this.#retry === undefined || seconds > this.#asked) {
      clearTimeout(this.#retry);
      this.#asked = seconds;
      this.#retry = setTimeout(() => this.#again(), backoff(this.#attempt, seconds));
      this.#attempt += 1;
    }
  }

  /** Whether one before it must be sent again: then its own refusal may be no more than the consequence. */
  #behindFailed(at: number): boolean {
    return this.#entries.slice(0, at).some(({ underway }) => !underway);
  }
}
