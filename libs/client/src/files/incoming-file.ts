// A file on its way from one participant: carries out what its state machine asks for.
import type { CallError } from '../call-error.ts';
import type { FileFailure } from './file-codes.ts';
import { fileError } from './file-error.ts';
import type { FileMessage } from './file-messages.ts';
import {
  advanceIncoming,
  beginIncoming,
  isIncomingOver,
  type IncomingAction,
  type IncomingInput,
  type IncomingState,
} from './incoming-state.ts';
import { ReceivedFile } from './received-file.ts';
import type { FileStorage } from './storage/file-storage.ts';
import { FileTransfer, type TransferIdentity, type TransferOwner, type TransferState } from './transfer.ts';

/** A file that is offered or sent by one participant. Told by the event `transfer` of Files. */
export class IncomingFile extends FileTransfer {
  /** Sent by the other side. */
  readonly direction = 'incoming';
  readonly #owner: TransferOwner;
  readonly #storage: FileStorage;
  readonly #received: ReceivedFile;
  #state: IncomingState;

  /** @internal made by Files */
  constructor(identity: TransferIdentity, accepted: boolean, storage: FileStorage, owner: TransferOwner) {
    super(identity);
    this.#owner = owner;
    this.#storage = storage;
    this.#received = new ReceivedFile(this, storage, accepted, (written) =>
      this.#settle(written, (position) => ({ type: 'written', position, at: performance.now() })),
    );
    this.#state = beginIncoming(accepted);
  }

  /** @internal One that was complete before this page was reloaded, whose content is still there. */
  static async restore(identity: TransferIdentity, storage: FileStorage, owner: TransferOwner): Promise<IncomingFile> {
    const file = new IncomingFile(identity, true, storage, owner);
    await file.#received.restore();
    file.#state = { ...file.#state, phase: 'complete', written: file.size };
    return file;
  }

  /** How it stands. */
  get state(): TransferState {
    const { phase, connected, ready } = this.#state;
    if (phase === 'opening' || phase === 'receiving') {
      return !connected ? 'interrupted' : ready ? 'transferring' : 'needs-file';
    }
    return phase;
  }

  /** Bytes that are written. */
  get transferred(): number {
    return this.#state.written;
  }

  /** Whether nothing more comes of it. */
  get over(): boolean {
    return isIncomingOver(this.#state);
  }

  /** @internal Whether the person accepted it, so that it goes on by itself after a reload. */
  get accepted(): boolean {
    return this.#state.phase !== 'offered';
  }

  /** @internal */
  get failure(): FileFailure | null {
    return this.#state.failure;
  }

  /** The content, once it is `complete`: read from the disk where it was written to one. Else null. */
  get content(): Blob | null {
    return this.#state.phase === 'complete' ? this.#received.content : null;
  }

  /**
   * An address of the content for an `img`, once it is `complete`; null before. It has the media type of a picture only if
   * it is one that browsers draw, and else one that they run and show nowhere.
   */
  get url(): string | null {
    return this.#state.phase === 'complete' ? this.#received.url : null;
  }

  /**
   * Takes the offer. Resolves when it is known that it can be taken.
   *
   * @throws CallError `file-too-large` when it is larger than `Files.limit()`; it stays offered
   */
  async accept(): Promise<void> {
    const { bytes } = await this.#storage.limit();
    if (this.size > bytes) {
      throw fileError('file-too-large');
    }
    this.#advance({ type: 'accepted' });
  }

  /** Refuses the offer. */
  refuse(): void {
    this.#advance({ type: 'refused' });
  }

  /** Ends the transfer; nothing of it is kept. */
  cancel(): void {
    this.#advance({ type: 'cancelled' });
  }

  /** Downloads the content as the browser does, under a name that is fit for it. Nothing before it is `complete`. */
  save(): void {
    if (this.#state.phase === 'complete') {
      this.#received.save();
    }
  }

  /**
   * Writes the content to where the person wants it, such as `await (await showSaveFilePicker()).createWritable()`, from
   * disk to disk and without filling the memory.
   *
   * @throws what the stream throws; TypeError before it is `complete`
   */
  async saveTo(destination: WritableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    if (!this.content) {
      throw new TypeError('There is nothing to save before the transfer is complete.');
    }
    await this.content.stream().pipeTo(destination);
  }

  /** @internal The content is not wanted any more. */
  discard(): void {
    this.#received.discard();
  }

  /** @internal */
  handleMessage(message: FileMessage): void {
    this.#advance({ type: 'message', message });
  }

  /** @internal */
  handleChunk(position: number, bytes: Uint8Array<ArrayBuffer>): void {
    this.#advance({ type: 'chunk', position, length: bytes.length }, bytes);
  }

  /** @internal */
  handleDisconnected(): void {
    this.#advance({ type: 'disconnected' });
  }

  /** @internal */
  handleWithdrawn(): void {
    this.#advance({ type: 'withdrawn' });
  }

  /** @internal */
  handleFailure(failure: FileFailure): void {
    this.#advance({ type: 'failed', failure });
  }

  #advance(input: IncomingInput, bytes?: Uint8Array<ArrayBuffer>): void {
    const { state, actions } = advanceIncoming(this.#state, input, this);
    this.#state = state;
    for (const action of actions) {
      this.#do(action, bytes);
    }
    this.stateMayHaveChanged(this.#owner);
  }

  #do(action: IncomingAction, bytes?: Uint8Array<ArrayBuffer>): void {
    switch (action.do) {
      case 'send':
        this.#owner.send(action.message);
        if (action.message.type === 'accept') this.begin(action.message.position);
        if (action.message.type === 'received') this.progress(action.message.position);
        break;
      case 'open':
        this.#settle(this.#received.open(), ({ position, digest }) => ({ type: 'opened', position, digest }));
        break;
      case 'write':
        if (bytes) this.#received.write(bytes);
        break;
      case 'check':
        this.#settle(this.#received.finish(), (digest) => ({ type: 'checked', digest }));
        break;
      case 'discard':
        this.#received.discard();
        break;
    }
  }

  #settle<Value>(promise: Promise<Value>, input: (value: Value) => IncomingInput): void {
    promise.then(
      (value) => this.#advance(input(value)),
      // The disk's own failures alone come this way: see FileLabour.
      ({ code }: CallError) => this.handleFailure(code === 'storage-full' ? code : 'storage-failed'),
    );
  }
}
