// Files to and from everyone in a call: what a page offers, and what it is offered.
import type { Call } from '../call.ts';
import type { CallChannel } from '../data/call-channel.ts';
import type { CallData } from '../data/call-data.ts';
import { randomId } from '../random-id.ts';
import type { RemoteParticipant } from '../remote-participant.ts';
import { TypedEventTarget } from '../typed-event-target.ts';
import { describeFile } from './file-messages.ts';
import { IncomingFile } from './incoming-file.ts';
import { KeptTransfers } from './kept-transfers.ts';
import { OfferedContent } from './offered-content.ts';
import { OutgoingFile } from './outgoing-file.ts';
import { PeerFiles } from './peer-files.ts';
import { FileStorage, type FileLimit } from './storage/file-storage.ts';
import { FileWorker } from './storage/file-worker.ts';
import { holdFolder, sweepFolders } from './storage/sweep.ts';

/** The channel's name. */
const CHANNEL = 'parley.files';

/** `transfer`: somebody offers a file, or one of before a reload is there again. */
export class TransferEvent extends Event {
  /** It is in `Files.transfers`, too. */
  readonly transfer: IncomingFile | OutgoingFile;

  /** For who makes events of their own, as in tests. */
  constructor(transfer: IncomingFile | OutgoingFile) {
    super('transfer');
    this.transfer = transfer;
  }
}

/** The events of Files. */
export interface FilesEventMap {
  /** There is one more transfer: offered by somebody or by this side, or found again after a reload. */
  transfer: TransferEvent;
}

/** To whom a file is offered. */
export interface OfferOptions {
  /** A participant's id. Default: everyone who is in the call now. */
  to?: string | undefined;
}

/**
 * Files between the participants of a call, over their own connections: no server sees them. They go on by themselves after
 * a new connection or a reload of the receiver's page, and after a reload of the sender's once the file is picked again.
 *
 * @example
 * const files = new Files(data);
 * files.addEventListener('transfer', ({ transfer }) => {
 *   if (transfer.direction === 'incoming') void transfer.accept();
 *   transfer.addEventListener('statechange', () => transfer.state === 'complete' && transfer.save());
 * });
 * input.onchange = () => files.offer(input.files[0]);
 */
export class Files extends TypedEventTarget<FilesEventMap> {
  readonly #call: Call;
  readonly #channel: CallChannel;
  readonly #worker = new FileWorker();
  readonly #storage: FileStorage;
  readonly #kept: KeptTransfers;
  readonly #peers = new Map<string, PeerFiles>();
  readonly #listening = new AbortController();
  readonly #letGo: () => void;
  #transfers: (IncomingFile | OutgoingFile)[] = [];
  #lastContent = 0;

  /** Goes on with what was there before a reload of this page; offers nothing new. */
  constructor(data: CallData) {
    super();
    const { call } = data;
    this.#call = call;
    const folder = `${call.id}.${call.self.id}`;
    this.#storage = new FileStorage(this.#worker, folder, () => (this.#lastContent += 1));
    this.#kept = new KeptTransfers(folder);
    this.#channel = data.reserve(CHANNEL);
    this.#letGo = holdFolder(folder);
    void sweepFolders();
    this.#restore();
    const { signal } = this.#listening;
    const channel = this.#channel;
    channel.addEventListener('open', ({ participant }) => this.#peer(participant).handleOpen(), { signal });
    channel.addEventListener('close', ({ participant }) => this.#peer(participant).handleClose(), { signal });
    channel.addEventListener('message', ({ participant, data }) => this.#peer(participant).handleMessage(data), {
      signal,
    });
    call.addEventListener('participantleft', ({ participant }) => this.#left(participant), { signal });
    call.addEventListener('ended', () => this.#ended(), { signal });
    for (const participant of channel.participants) {
      this.#peer(participant).handleOpen();
    }
  }

  /** All that were offered by and to this side, oldest first, until they are removed. */
  get transfers(): readonly (IncomingFile | OutgoingFile)[] {
    return this.#transfers;
  }

  /** How large a file may be that this browser can receive now, and where it is kept: to be said before one is accepted. */
  limit(): Promise<FileLimit> {
    return this.#storage.limit();
  }

  /** Offers a file to everyone who is in the call now, or to one. Answers a transfer for each of them. */
  offer(file: File, { to }: OfferOptions = {}): OutgoingFile[] {
    const receivers = [...this.#call.participants.values()].filter(({ id }) => to === undefined || id === to);
    if (receivers.length === 0) {
      return [];
    }
    const id = randomId(12);
    const content = this.#content(file);
    const description = describeFile(file);
    return receivers.map((participant) => {
      const identity = { id, participantId: participant.id, participantName: participant.displayName, ...description };
      const transfer = this.#peer(participant).offer(identity, content);
      this.#add(transfer);
      return transfer;
    });
  }

  /** Takes a transfer off the list; one that is not over is cancelled, and what was received of it is no longer kept. */
  remove(transfer: IncomingFile | OutgoingFile): void {
    transfer.cancel();
    if (transfer instanceof IncomingFile) {
      transfer.discard();
    }
    this.#transfers = this.#transfers.filter((each) => each !== transfer);
    this.#keep();
  }

  /** Ends all transfers, and keeps nothing of what was received. */
  close(): void {
    // Each removal makes another list; this one stays as it is.
    for (const transfer of this.#transfers) {
      this.remove(transfer);
    }
    this.#listening.abort();
    this.#channel.close();
    this.#letGo();
    this.#endWorker();
  }

  #peer({ id }: Pick<RemoteParticipant, 'id'>): PeerFiles {
    const known = this.#peers.get(id);
    if (known) {
      return known;
    }
    const channel = this.#channel;
    const participants = this.#call.participants;
    const peer = new PeerFiles(id, {
      storage: this.#storage,
      get participantName() {
        return participants.get(id)?.displayName ?? null;
      },
      get maxMessageSize() {
        return channel.maxMessageSize(id);
      },
      send: (data) => channel.send(data, { to: id }),
      contentOf: (file) => this.#content(file),
      handleState: () => this.#keep(),
      handleOffer: (transfer) => this.#add(transfer),
    });
    this.#peers.set(id, peer);
    return peer;
  }

  #content(file: File): OfferedContent {
    this.#lastContent += 1;
    return new OfferedContent(this.#worker, this.#lastContent, file);
  }

  #add(transfer: IncomingFile | OutgoingFile): void {
    this.#transfers = [...this.#transfers, transfer];
    this.#keep();
    this.dispatchEvent(new TransferEvent(transfer));
  }

  #left(participant: RemoteParticipant): void {
    this.#peers.get(participant.id)?.handleLeft();
  }

  #ended(): void {
    for (const peer of this.#peers.values()) {
      peer.handleLeft();
    }
    this.#listening.abort();
    this.#endWorker();
  }

  #endWorker(): void {
    // In a task of its own: by then the worker was asked to throw away what is not wanted any more.
    setTimeout(() => this.#worker.close());
  }

  /** What was agreed before this page was reloaded. Whoever left meanwhile has taken it along. */
  #restore(): void {
    for (const { direction, complete, ...identity } of this.#kept.read()) {
      const peer = this.#peer({ id: identity.participantId });
      if (complete) {
        peer.restore(identity).then(
          (transfer) => this.#add(transfer),
          () => this.#keep(),
        );
      } else if (this.#call.participants.has(identity.participantId)) {
        this.#transfers.push(direction === 'outgoing' ? peer.offer(identity, null) : peer.expect(identity));
      }
    }
  }

  #keep(): void {
    const kept = this.#transfers.filter((transfer) =>
      transfer.direction === 'incoming'
        ? transfer.accepted && (!transfer.over || transfer.state === 'complete')
        : !transfer.over,
    );
    this.#kept.write(
      kept.map(({ direction, id, participantId, participantName, name, size, mediaType, state }) => ({
        direction,
        id,
        participantId,
        participantName,
        name,
        size,
        mediaType,
        complete: state === 'complete',
      })),
    );
  }
}
