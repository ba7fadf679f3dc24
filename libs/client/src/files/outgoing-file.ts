// A file on its way to one participant: carries out what its state machine asks for.
import { CallError } from '../call-error.ts';
import { ChunkFramer, chunkSize } from './chunk.ts';
import type { FileFailure } from './file-codes.ts';
import { WINDOW, type FileMessage } from './file-messages.ts';
import type { OfferedContent } from './offered-content.ts';
import {
  advanceOutgoing,
  beginOutgoing,
  isOutgoingOver,
  type OutgoingAction,
  type OutgoingInput,
  type OutgoingState,
  type ResumePoint,
} from './outgoing-state.ts';
import { FileTransfer, type TransferIdentity, type TransferOwner, type TransferState } from './transfer.ts';

/**
 * What is read at once; the next is read while one is sent, so that each transfer has two in memory. A read goes through the
 * worker and the browser's own process: on a busy machine 256 KiB take as long to come as a fast way takes to carry them.
 */
const BLOCK = 1024 * 1024;

/** What an outgoing transfer needs of who has it. */
export interface OutgoingOwner extends TransferOwner {
  /** Stands for the transfer in front of its bytes. */
  readonly number: number;
  /** Bytes of the largest message that the other side takes. */
  readonly maxMessageSize: number;
  /** Resolves when there is room for more. @throws CallError when the channel is gone */
  sendBytes(message: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The content of a file that was picked again. */
  contentOf(file: File): OfferedContent;
}

/** A file that is offered or sent to one participant. Made by `Files.offer`. */
export class OutgoingFile extends FileTransfer {
  /** Sent by this side. */
  readonly direction = 'outgoing';
  readonly #owner: OutgoingOwner;
  #content: OfferedContent | null;
  /** Whether it is known that the content begins with what the receiver has. */
  #verified = true;
  #state: OutgoingState;
  /** The stream that runs: aborted when another one, or none, is to run. */
  #streaming = new AbortController();
  #roomMade: () => void = () => undefined;

  /** @internal made by Files */
  constructor(identity: TransferIdentity, content: OfferedContent | null, owner: OutgoingOwner) {
    super(identity);
    this.#owner = owner;
    this.#content = content;
    this.#state = beginOutgoing(content !== null);
  }

  /** How it stands. */
  get state(): TransferState {
    const { phase, connected, atHand, wanted } = this.#state;
    if (phase !== 'offered' && phase !== 'sending' && phase !== 'sent') {
      return phase;
    }
    if (!atHand) {
      return 'needs-file';
    }
    if (phase === 'offered') {
      return phase;
    }
    if (!connected || !wanted) {
      return 'interrupted';
    }
    return phase === 'sent' ? 'checking' : 'transferring';
  }

  /** Bytes that the receiver has written. */
  get transferred(): number {
    return this.#state.confirmed;
  }

  /** Whether nothing more comes of it. */
  get over(): boolean {
    return isOutgoingOver(this.#state);
  }

  /** @internal */
  get failure(): FileFailure | null {
    return this.#state.failure;
  }

  /** Withdraws the offer, or ends the transfer; the receiver keeps nothing of it. */
  cancel(): void {
    this.#advance({ type: 'cancelled' });
  }

  /**
   * Gives the same file again after a reload of this page (`needs-file`). Whether it begins with what the receiver has is
   * seen by its digest when the transfer goes on; if it does not, it `needs-file` again, with an `error`.
   *
   * @throws CallError `file-changed` when its size or name is another
   */
  provide(file: File): void {
    if (this.state !== 'needs-file') {
      return;
    }
    if (file.size !== this.size || file.name !== this.name) {
      throw new CallError('file-changed', `This is not the file that was offered. Pick ${this.name} again.`);
    }
    this.#content = this.#owner.contentOf(file);
    this.#verified = false;
    this.#advance({ type: 'provided' });
  }

  /** @internal */
  handleConnected(): void {
    this.#advance({ type: 'connected' });
  }

  /** @internal */
  handleDisconnected(): void {
    this.#advance({ type: 'disconnected' });
  }

  /** @internal */
  handleMessage(message: FileMessage): void {
    this.#advance({ type: 'message', message });
  }

  /** @internal */
  handleFailure(failure: FileFailure): void {
    this.#advance({ type: 'failed', failure });
  }

  #advance(input: OutgoingInput): void {
    const { state, actions } = advanceOutgoing(this.#state, input, this);
    this.#state = state;
    for (const action of actions) {
      this.#do(action);
    }
    if (this.over) {
      this.#content?.release(this);
      this.#content = null;
    }
    this.stateMayHaveChanged(this.#owner);
  }

  #do(action: OutgoingAction): void {
    switch (action.do) {
      case 'send':
        this.#owner.send(action.message);
        break;
      case 'describe': {
        const { id, name, size, mediaType } = this;
        const { number } = this.#owner;
        this.#owner.send({ type: 'offer', id, number, ready: this.#state.atHand, name, size, mediaType });
        break;
      }
      case 'stream':
        void this.#stream(action.from);
        break;
      case 'confirm':
        this.progress(action.position);
        this.#roomMade();
        break;
      case 'stop':
        this.#streaming.abort();
        this.#roomMade();
        break;
    }
  }

  async #stream(from: ResumePoint): Promise<void> {
    this.#streaming.abort();
    this.#streaming = new AbortController();
    const { signal } = this.#streaming;
    const content = this.#content;
    if (!content) {
      return;
    }
    this.begin(from.position);
    try {
      if (!(await this.#beginsWith(content, from))) {
        if (!signal.aborted) this.#mismatched();
        return;
      }
      await this.#sendFrom(from.position, content, signal);
      const digest = signal.aborted ? '' : await content.digest(this.size);
      if (!signal.aborted) {
        this.#advance({ type: 'ended', digest });
      }
    } catch (error) {
      // What the channel lost is asked for again; what the disk lost is not.
      if (!signal.aborted && error instanceof CallError && error.code !== 'channel-closed') {
        this.#failed(error);
      }
    }
  }

  async #beginsWith(content: OfferedContent, { position, digest }: ResumePoint): Promise<boolean> {
    this.#verified ||= digest === null || (await content.digest(position)) === digest;
    return this.#verified;
  }

  #mismatched(): void {
    this.#content?.release(this);
    this.#content = null;
    this.#advance({ type: 'mismatched' });
  }

  #failed({ code }: CallError): void {
    this.#advance({ type: 'failed', failure: code === 'file-changed' ? code : 'file-unreadable' });
  }

  async #sendFrom(start: number, content: OfferedContent, signal: AbortSignal): Promise<void> {
    const read = (position: number): Promise<Uint8Array<ArrayBuffer>> => {
      const reading = content.read(position, Math.min(BLOCK, this.size - position));
      // Awaited later, or never when something stops the transfer first.
      reading.catch(() => undefined);
      return reading;
    };
    const framer = new ChunkFramer(this.#owner.number);
    let ahead = read(start);
    for (let position = start; position < this.size && !signal.aborted;) {
      const block = await ahead;
      const next = position + block.length;
      ahead = read(Math.min(next, this.size));
      await this.#sendBlock(position, block, framer, signal);
      position = next;
    }
  }

  async #sendBlock(position: number, block: Uint8Array, framer: ChunkFramer, signal: AbortSignal): Promise<void> {
    for (let sent = 0; sent < block.length && !signal.aborted;) {
      const chunk = block.subarray(sent, sent + chunkSize(this.#owner.maxMessageSize, this.rate));
      await this.#room(position + sent + chunk.length, signal);
      if (!signal.aborted) {
        await this.#owner.sendBytes(framer.frame(position + sent, chunk));
      }
      sent += chunk.length;
    }
  }

  /** Resolves when the receiver's window reaches to `position`, or nothing is to be sent any more. */
  async #room(position: number, signal: AbortSignal): Promise<void> {
    while (position > this.#state.confirmed + WINDOW && !signal.aborted) {
      await new Promise<void>((resolve) => (this.#roomMade = resolve));
    }
  }
}
