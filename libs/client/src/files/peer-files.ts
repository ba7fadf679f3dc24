// All transfers with one participant: tells them apart on the channel, and says at the start of each what is still offered.
import { readChunk } from './chunk.ts';
import { MAX_OPEN_OFFERS, readFileMessage, type FileMessage } from './file-messages.ts';
import { IncomingFile } from './incoming-file.ts';
import type { OfferedContent } from './offered-content.ts';
import { OutgoingFile, type OutgoingOwner } from './outgoing-file.ts';
import type { FileStorage } from './storage/file-storage.ts';
import type { TransferIdentity, TransferOwner } from './transfer.ts';

/** The channel to one participant, and what Files has for all of them. */
export interface PeerFilesOwner {
  /** The name that the participant gave itself. */
  readonly participantName: string | null;
  readonly storage: FileStorage;
  readonly maxMessageSize: number;
  /** Resolves when there is room for more. @throws CallError when there is no channel */
  send(data: FileMessage | Uint8Array<ArrayBuffer>): Promise<void>;
  contentOf(file: File): OfferedContent;
  handleState(): void;
  /** Somebody offers a file. */
  handleOffer(transfer: IncomingFile): void;
}

export class PeerFiles {
  readonly #participantId: string;
  readonly #owner: PeerFilesOwner;
  readonly #outgoing = new Map<string, OutgoingFile>();
  readonly #incoming = new Map<string, IncomingFile>();
  /** By what stands in front of their bytes on the channel of the moment. */
  readonly #numbers = new Map<number, IncomingFile>();
  #lastNumber = 0;
  #connected = false;

  constructor(participantId: string, owner: PeerFilesOwner) {
    this.#participantId = participantId;
    this.#owner = owner;
  }

  /** @param content null for one that was offered before this page was reloaded */
  offer(identity: TransferIdentity, content: OfferedContent | null): OutgoingFile {
    const transfer = new OutgoingFile(identity, content, this.#outgoingOwner());
    content?.use(transfer);
    this.#outgoing.set(transfer.id, transfer);
    if (this.#connected) {
      transfer.handleConnected();
    }
    return transfer;
  }

  /** Goes on with one that was accepted before this page was reloaded. */
  expect(identity: TransferIdentity): IncomingFile {
    return this.#receive(identity, true);
  }

  /** One that was complete before this page was reloaded. @throws DOMException when its content is gone */
  async restore(identity: TransferIdentity): Promise<IncomingFile> {
    const transfer = await IncomingFile.restore(identity, this.#owner.storage, this.#transferOwner());
    this.#incoming.set(transfer.id, transfer);
    return transfer;
  }

  handleOpen(): void {
    this.#connected = true;
    const offered = [...this.#outgoing.values()].filter(({ over }) => !over);
    this.#send({ type: 'offers', ids: offered.map(({ id }) => id) });
    for (const transfer of offered) {
      transfer.handleConnected();
    }
  }

  handleClose(): void {
    this.#connected = false;
    this.#numbers.clear();
    for (const transfer of this.#all()) {
      transfer.handleDisconnected();
    }
  }

  handleMessage(data: unknown): void {
    if (data instanceof ArrayBuffer) {
      const chunk = readChunk(data);
      if (chunk) {
        this.#numbers.get(chunk.number)?.handleChunk(chunk.position, chunk.bytes);
      }
      return;
    }
    const message = readFileMessage(data);
    switch (message?.type) {
      case 'offers':
        this.#withdrawAllBut(new Set(message.ids));
        break;
      case 'offer':
        this.#offered(message);
        break;
      case 'end':
        this.#incoming.get(message.id)?.handleMessage(message);
        break;
      case 'cancel':
        // The same id may go both ways only by intent: then it ends both.
        this.#incoming.get(message.id)?.handleMessage(message);
        this.#outgoing.get(message.id)?.handleMessage(message);
        break;
      case 'accept':
      case 'refuse':
      case 'received':
      case 'complete':
        this.#outgoing.get(message.id)?.handleMessage(message);
        break;
      case undefined:
      // Of a later version, or no message at all.
    }
  }

  /** The participant has left. */
  handleLeft(): void {
    this.handleClose();
    for (const transfer of this.#all()) {
      transfer.handleFailure('participant-left');
    }
  }

  #all(): (OutgoingFile | IncomingFile)[] {
    return [...this.#outgoing.values(), ...this.#incoming.values()];
  }

  #withdrawAllBut(ids: ReadonlySet<string>): void {
    for (const transfer of this.#incoming.values()) {
      if (!ids.has(transfer.id)) {
        transfer.handleWithdrawn();
      }
    }
  }

  #offered(message: FileMessage & { type: 'offer' }): void {
    const { id, number, name, size, mediaType } = message;
    let transfer = this.#incoming.get(id);
    if (!transfer) {
      if ([...this.#incoming.values()].filter(({ over }) => !over).length >= MAX_OPEN_OFFERS) {
        this.#send({ type: 'cancel', id, code: 'too-many-files' });
        return;
      }
      const { participantName } = this.#owner;
      transfer = this.#receive(
        { id, participantId: this.#participantId, participantName, name, size, mediaType },
        false,
      );
      this.#owner.handleOffer(transfer);
    } else if (transfer.size !== size) {
      transfer.handleFailure('file-protocol');
    }
    this.#numbers.set(number, transfer);
    transfer.handleMessage(message);
  }

  #receive(identity: TransferIdentity, accepted: boolean): IncomingFile {
    const transfer = new IncomingFile(identity, accepted, this.#owner.storage, this.#transferOwner());
    this.#incoming.set(identity.id, transfer);
    return transfer;
  }

  #transferOwner(): TransferOwner {
    return {
      send: (message) => this.#send(message),
      handleState: () => this.#owner.handleState(),
    };
  }

  #outgoingOwner(): OutgoingOwner {
    const owner = this.#owner;
    this.#lastNumber += 1;
    return {
      ...this.#transferOwner(),
      number: this.#lastNumber,
      get maxMessageSize() {
        return owner.maxMessageSize;
      },
      sendBytes: (message) => owner.send(message),
      contentOf: (file) => owner.contentOf(file),
    };
  }

  /** What the channel loses is said anew on the next one. */
  #send(message: FileMessage): void {
    if (this.#connected) {
      this.#owner.send(message).catch(() => undefined);
    }
  }
}
