// The exchange with one participant: carries out what rounds.ts decides, one message after the other.
import { CallError } from '../call-error.ts';
import { fingerprintsOn, type Fingerprints } from './fingerprints.ts';
import { decode, LAST_ROUND, type VerificationMessage } from './message.ts';
import { judge, type RoundState } from './rounds.ts';
import { shortString } from './short-string.ts';
import { WAITING, type VerificationStatus } from './status.ts';
import { authenticationBytes, commitmentOf, NONCE_BYTES } from './transcript.ts';

/** Milliseconds that the other side has to show its nonce after this side's. */
export const REVEAL_TIME = 10_000;

/**
 * How many nonces are shown to a participant unasked. Whoever is in between learns from each whether that round's words
 * would match, and could break it off until they do; so after these it takes a person to begin another.
 */
export const UNASKED_ROUNDS = 10;

type Bytes = Uint8Array<ArrayBuffer>;

export interface PeerVerificationOptions {
  readonly call: string;
  /** The ids of both seats. */
  readonly self: string;
  readonly peer: string;
  send(message: VerificationMessage): void;
  changed(): void;
}

/** What is known in a round. */
interface Round {
  readonly number: number;
  readonly nonce: Bytes;
  theirs: Bytes | null;
  over: boolean;
}

export class PeerVerification {
  readonly #options: PeerVerificationOptions;
  #status = WAITING;
  #round: Round | null = null;
  #connection: RTCPeerConnection | null = null;
  #fingerprints: Fingerprints | null = null;
  /** Those under which the person found the words to be the same. */
  #verified: Fingerprints | null = null;
  /** The highest number of a round that either side has named. */
  #highest = 0;
  #left = UNASKED_ROUNDS;
  #last: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: PeerVerificationOptions) {
    this.#options = options;
  }

  get status(): VerificationStatus {
    return this.#status;
  }

  /** There is a way to the other side. */
  handleOpen(connection: RTCPeerConnection): void {
    this.#then(async () => {
      await this.#prepare(connection);
      if (!this.#status.words && this.#status.state !== 'mismatch') {
        await this.#begin();
      }
    });
  }

  handleMessage(data: unknown, connection: RTCPeerConnection): void {
    const message = decode(data);
    if (message) {
      this.#then(async () => {
        await this.#prepare(connection);
        this.#highest = Math.max(this.#highest, message.round);
        // What was found to be forged stays so until the person wants to try again.
        if (this.#status.state !== 'mismatch') {
          await (message.type === 'commit' ? this.#committed(message) : this.#revealed(message));
        }
      });
    }
  }

  /** There is none any more, and nothing to wait for. What was agreed on stands. */
  handleClose(): void {
    this.#then(() => clearTimeout(this.#timer));
  }

  /**
   * The person has compared what they saw: it is the same on the other side, or it is not.
   *
   * @param seen the status that was shown: if there is another one by now, nothing is said of that
   */
  answer(seen: VerificationStatus, same: boolean): void {
    if (seen === this.#status && seen.words) {
      this.#verified = same ? this.#fingerprints : null;
      this.#set(
        same
          ? { ...seen, state: 'verified', lapsed: false, error: null }
          : {
              ...seen,
              state: 'mismatch',
              error: new CallError('words-differ', 'The words are not the same: somebody is in between. Hang up.'),
            },
      );
    }
  }

  /** The person wants another round. */
  retry(): void {
    this.#left += 1;
    this.#then(() => this.#begin());
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** Looks at what a connection is encrypted with, the first time that something comes of it. */
  async #prepare(connection: RTCPeerConnection): Promise<void> {
    if (connection === this.#connection) {
      return;
    }
    const fingerprints = await fingerprintsOn(connection);
    this.#connection = connection;
    if (!isSame(fingerprints, this.#fingerprints)) {
      this.#fingerprints = fingerprints;
      const lapsed = this.#status.lapsed || this.#verified !== null;
      this.#verified = null;
      this.#set({ ...WAITING, lapsed });
    }
  }

  /** @param number the other side's round, if it is further */
  async #begin(number = this.#highest + 1): Promise<void> {
    clearTimeout(this.#timer);
    if (number > LAST_ROUND || this.#left === 0) {
      throw new CallError(
        'verification-exhausted',
        'Words were begun and broken off too often. Hang up, and call again.',
      );
    }
    this.#highest = number;
    const { call, self } = this.#options;
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    this.#round = { number, nonce, theirs: null, over: false };
    const { lapsed } = this.#status;
    this.#set({ ...WAITING, lapsed, state: this.#isVerified ? 'verified' : 'waiting' });
    const commitment = await commitmentOf(call, { seat: self, nonce });
    this.#options.send({ type: 'commit', round: number, commitment });
  }

  async #committed({ round, commitment }: Extract<VerificationMessage, { type: 'commit' }>): Promise<void> {
    const { theirs = null } = this.#round ?? {};
    const known = theirs !== null && isEqual(theirs, commitment);
    switch (judge(this.#state, { type: 'commit', round, known })) {
      case 'follow':
        await this.#begin(round);
        return this.#show(commitment);
      case 'reveal':
        return this.#show(commitment);
      case 'begin':
        return this.#begin();
      case 'refuse':
        throw broken();
    }
  }

  async #revealed({ round, nonce }: Extract<VerificationMessage, { type: 'reveal' }>): Promise<void> {
    const { call, self, peer } = this.#options;
    const [current, fingerprints] = [this.#round, this.#fingerprints];
    const fits = current?.theirs ? isEqual(await commitmentOf(call, { seat: peer, nonce }), current.theirs) : false;
    const step = judge(this.#state, { type: 'reveal', round, fits });
    if (step === 'refuse') {
      throw broken();
    }
    if (step === 'finish' && current && fingerprints) {
      clearTimeout(this.#timer);
      current.over = true;
      const bytes = await authenticationBytes(
        call,
        { seat: self, fingerprints: fingerprints.own, nonce: current.nonce },
        { seat: peer, fingerprints: fingerprints.theirs, nonce },
      );
      const { lapsed } = this.#status;
      this.#set({ ...shortString(bytes), state: this.#isVerified ? 'verified' : 'ready', lapsed, error: null });
    }
  }

  /** Shows the own nonce, now that the other side is bound to its own. */
  #show(theirs: Bytes): void {
    if (this.#round) {
      this.#round.theirs = theirs;
      this.#left -= 1;
      this.#options.send({ type: 'reveal', round: this.#round.number, nonce: this.#round.nonce });
      this.#timer = setTimeout(() => this.#then(() => this.#aborted()), REVEAL_TIME);
    }
  }

  #aborted(): void {
    throw new CallError('verification-aborted', 'The other side broke off while words were agreed on. Try again.');
  }

  get #state(): RoundState {
    const { number = 0, theirs = null, over = false } = this.#round ?? {};
    return { round: number, committed: theirs !== null, over };
  }

  get #isVerified(): boolean {
    return isSame(this.#verified, this.#fingerprints);
  }

  /** One step after the other: each waits for hashes. */
  #then(step: () => Promise<void> | void): void {
    const run = async (): Promise<void> => {
      try {
        if (!this.#closed) {
          await step();
        }
      } catch (error) {
        this.#failed(error);
      }
    };
    this.#last = this.#last.then(run);
  }

  #failed(cause: unknown): void {
    clearTimeout(this.#timer);
    if (this.#round) {
      this.#round.over = true;
    }
    const error =
      cause instanceof CallError
        ? cause
        : new CallError('verification-unsupported', 'This browser cannot make words. Use a current one.', { cause });
    const forged = error.code === 'verification-broken' || error.code === 'certificate-mismatch';
    if (forged || !this.#isVerified) {
      const { lapsed } = this.#status;
      this.#set({ ...WAITING, lapsed, state: forged ? 'mismatch' : 'failed', error });
    }
  }

  #set(status: VerificationStatus): void {
    this.#status = status;
    if (!this.#closed) {
      this.#options.changed();
    }
  }
}

function broken(): CallError {
  return new CallError(
    'verification-broken',
    'What the other side showed is not what it had committed to: somebody is in between. Hang up.',
  );
}

function isSame(one: Fingerprints | null, other: Fingerprints | null): boolean {
  return one !== null && one.own === other?.own && one.theirs === other.theirs;
}

function isEqual(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
