// One file on its way to or from one participant: what a page shows of it, whichever way it goes.
import type { CallError } from '../call-error.ts';
import { TypedEventTarget } from '../typed-event-target.ts';
import { fileError } from './file-error.ts';
import type { FileFailure } from './file-codes.ts';
import type { FileDescription, FileMessage } from './file-messages.ts';
import { beginRate, measureRate, timeLeft, type RateState } from './transfer-rate.ts';

/**
 * How a transfer stands: `offered` until the receiver answers, `transferring`, `interrupted` while the two sides are not
 * connected, `needs-file` after a reload of the sender's page until the file is picked again, `checking` its digest,
 * and then `complete`, `refused`, `cancelled` by one of the two, or `failed`, with an `error` that says why.
 */
export type TransferState =
  | 'offered'
  | 'transferring'
  | 'interrupted'
  | 'needs-file'
  | 'checking'
  | 'complete'
  | 'refused'
  | 'cancelled'
  | 'failed';

/** The events of a transfer. */
export interface FileTransferEventMap {
  /** `state`, `error` or what a picked file lacks changed. */
  statechange: Event;
  /** `transferred`, `rate` and `timeLeft` changed: at most a few dozen times a second. */
  progress: Event;
}

/** The other side of a transfer, and its identity. */
export interface TransferIdentity extends FileDescription {
  readonly id: string;
  readonly participantId: string;
  readonly participantName: string | null;
}

/** What a transfer needs of who has it. */
export interface TransferOwner {
  /** Sent to the other side, if there is a channel; else it is nothing that must be heard. */
  send(message: FileMessage): void;
  /** Its state changed: to be kept for after a reload. */
  handleState(): void;
}

/** One file on its way to or from one participant. */
export abstract class FileTransfer extends TypedEventTarget<FileTransferEventMap> {
  /** The same on both sides, and for all who were offered the file together. */
  readonly id: string;
  /** Who sends or receives it at the other side. */
  readonly participantId: string;
  /** The name that they gave themselves when it was offered; null without one. */
  readonly participantName: string | null;
  /** The file's name as its sender has it: show it as text, never as markup. `save` makes it fit for a disk. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** A media type as the sender's browser told it, such as `image/png`; empty if it did not. Not to be relied on. */
  readonly mediaType: string;
  /** Which way it goes. */
  abstract readonly direction: 'incoming' | 'outgoing';
  #rate: RateState = beginRate(0, 0);
  #shown = '';

  /** @internal made by Files */
  constructor({ id, participantId, participantName, name, size, mediaType }: TransferIdentity) {
    super();
    this.id = id;
    this.participantId = participantId;
    this.participantName = participantName;
    this.name = name;
    this.size = size;
    this.mediaType = mediaType;
  }

  /** How it stands. */
  abstract get state(): TransferState;

  /** Bytes that the receiver has written, on both sides. */
  abstract get transferred(): number;

  /** Whether nothing more comes of it. */
  abstract get over(): boolean;

  /** @internal */
  abstract get failure(): FileFailure | null;

  /** Why it failed, or, while it `needs-file`, why the one that was picked is not the one; else null. */
  get error(): CallError | null {
    return this.failure && fileError(this.failure);
  }

  /** Bytes per second over the last seconds; null while unknown, and while nothing moves. */
  get rate(): number | null {
    return this.state === 'transferring' ? this.#rate.rate : null;
  }

  /** Seconds that the rest will take at this rate; null while unknown. */
  get timeLeft(): number | null {
    return this.state === 'transferring' ? timeLeft(this.#rate, this.size) : null;
  }

  /** Ends it, from either side, at any time; nothing of it is kept. */
  abstract cancel(): void;

  /** @internal The bytes flow from here on. */
  protected begin(position: number): void {
    this.#rate = beginRate(position, performance.now());
    this.dispatchEvent(new Event('progress'));
  }

  /** @internal */
  protected progress(position: number): void {
    this.#rate = measureRate(this.#rate, position, performance.now());
    this.dispatchEvent(new Event('progress'));
  }

  /** @internal Tells a change of state, if it is one. */
  protected stateMayHaveChanged(owner: TransferOwner): void {
    const { state, failure } = this;
    const shown = `${state} ${failure ?? ''}`;
    if (shown !== this.#shown) {
      this.#shown = shown;
      owner.handleState();
      this.dispatchEvent(new Event('statechange'));
    }
  }
}
