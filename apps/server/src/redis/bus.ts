// How servers of one database tell each other what they committed: a hint, quick and without a promise. The database is the truth.

/** Told of a message on a channel. */
export type Hearer = (message: string) => void;

export interface Subscription {
  /** Resolves once nothing on the channel is missed any more, for as long as the bus is up. */
  readonly ready: Promise<void>;
  /** Whether that is so already. */
  readonly isReady: boolean;
  end(): void;
}

export abstract class Bus {
  /** Whether what is said arrives now, as far as is known. */
  abstract readonly isUp: boolean;

  /** A client of Redis for what servers count together; null while the bus is down. */
  abstract readonly store: unknown;

  /** Says something to whoever listens; nothing comes of it while the bus is down. */
  abstract publish(channel: string, message: string): void;

  abstract subscribe(channel: string, hear: Hearer): Subscription;

  /** Runs each time that it came up or went down. */
  abstract onChange(run: () => void): void;

  abstract stop(): void;
}

/** Without Redis: nothing is ever said, and everybody looks into the database. */
export class NoBus extends Bus {
  readonly isUp = false;
  readonly store = null;

  publish(): void {}

  subscribe(): Subscription {
    return { ready: Promise.resolve(), isReady: true, end: () => undefined };
  }

  onChange(): void {}

  stop(): void {}
}
