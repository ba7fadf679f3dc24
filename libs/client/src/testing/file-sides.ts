// Two sides of a files channel, with real content in memory and the worker's work done on the spot.
import { fileError } from '../files/file-error.ts';
import type { FileMessage } from '../files/file-messages.ts';
import type { IncomingFile } from '../files/incoming-file.ts';
import { OfferedContent } from '../files/offered-content.ts';
import type { OutgoingFile } from '../files/outgoing-file.ts';
import { PeerFiles } from '../files/peer-files.ts';
import { FileStorage } from '../files/storage/file-storage.ts';
import { failureOf, FileWork, type FileAnswer, type FileRequest } from '../files/storage/file-work.ts';
import type { FileLabour } from '../files/storage/file-worker.ts';
import { settled } from './until.ts';

/** The worker's work, done here. */
export class Labour implements FileLabour {
  readonly #work = new FileWork();
  /** The next writes fail with this. */
  full = false;

  async carryOut(request: FileRequest): Promise<FileAnswer> {
    if (request.do === 'write' && this.full) throw fileError('storage-full');
    return this.#work.carryOut(request).catch((error: unknown) => {
      throw fileError(failureOf(error), error);
    });
  }

  close(): void {}
}

export type Carried = FileMessage | ArrayBuffer;

/** One side; what it sends goes to the other for as long as the channel stands. */
export class Side {
  readonly labour = new Labour();
  readonly offered: IncomingFile[] = [];
  readonly sent: Carried[] = [];
  peer: PeerFiles = this.#files();
  other: Side | null = null;
  /** Changes what this side sends. */
  tamper: (data: Carried) => Carried = (data) => data;
  #contents = 0;

  #files(): PeerFiles {
    const storage = new FileStorage(this.labour, 'seat', () => (this.#contents += 1));
    return new PeerFiles('them', {
      storage,
      participantName: 'Them',
      maxMessageSize: 65_536,
      // A channel has its own copy of what it is given.
      send: async (data) => this.#send(data instanceof Uint8Array ? data.slice().buffer : data),
      contentOf: (file) => this.content(file),
      handleState: () => undefined,
      handleOffer: (transfer) => this.offered.push(transfer),
    });
  }

  content(file: Blob): OfferedContent {
    this.#contents += 1;
    return new OfferedContent(this.labour, 1000 + this.#contents, file);
  }

  offer(bytes: Uint8Array<ArrayBuffer>, content: Uint8Array<ArrayBuffer> | null = bytes): OutgoingFile {
    const identity = { participantId: 'them', participantName: null, name: 'a.bin', mediaType: '' };
    return this.peer.offer(
      { ...identity, id: 'transfer-1', size: bytes.length },
      content && this.content(new Blob([content])),
    );
  }

  /** The page was reloaded. */
  reload(): void {
    this.peer = this.#files();
  }

  #send(data: Carried): void {
    const { other, peer } = this;
    const carried = this.tamper(data);
    this.sent.push(carried);
    void this.#carry(carried, other, peer);
  }

  /** What a channel carried when it ended is lost. */
  async #carry(data: Carried, other: Side | null, peer: PeerFiles): Promise<void> {
    await settled();
    if (other && this.other === other && this.peer === peer) other.peer.handleMessage(data);
  }
}

export function connect(one: Side, other: Side): void {
  one.other = other;
  other.other = one;
  one.peer.handleOpen();
  other.peer.handleOpen();
}

export function cut(one: Side, other: Side): void {
  one.other = null;
  other.other = null;
  one.peer.handleClose();
  other.peer.handleClose();
}

export function sides(): [Side, Side] {
  const pair: [Side, Side] = [new Side(), new Side()];
  connect(...pair);
  return pair;
}
