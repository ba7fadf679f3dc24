// The files of one call as signals, and as what the chat's list shows of them: an item for each offer.
import { Files, type FileLimit, type IncomingFile, type OutgoingFile } from '@parley/client/files';
import { signal } from '@preact/signals';
import { chatOf } from '../chat/call-chat.ts';
import type { ChatItem } from '../chat/chat-item.ts';
import { callDataOf } from '../state/call-data.ts';
import type { CurrentCall } from '../state/current-call.ts';
import { forThisTab, keep, kept } from '../state/kept.ts';
import { attachButton } from './attach-button.tsx';
import { fileItem } from './file-item.tsx';
import { bytes, FILE_WORDS } from './file-words.ts';
import { ShownTransfer } from './shown-transfer.ts';

/** What was offered at once, to one or to several. */
export interface ShownOffer {
  readonly key: string;
  readonly at: number;
  readonly name: string;
  /** The participant for whom alone it is; null for everyone. */
  readonly to: string | null;
  readonly transfers: readonly ShownTransfer[];
  /** An address of the picture that is sent, if it is one. */
  readonly preview: string | null;
  readonly Body: ChatItem['Body'];
}

export class CallFiles {
  /** How large a file may be here; null until it is known. */
  readonly limit = signal<FileLimit | null>(null);
  readonly #call: CurrentCall;
  readonly #files: Files;
  readonly #offers = signal<readonly ShownOffer[]>([]);

  constructor(call: CurrentCall) {
    this.#call = call;
    this.#files = new Files(callDataOf(call.call));
    for (const transfer of this.#files.transfers) this.#show([transfer], null, null);
    this.#files.addEventListener('transfer', ({ transfer }) => {
      // What is offered here is shown by `offer`, which knows the file.
      if (transfer.direction === 'incoming') this.#show([transfer], null, null);
    });
    void this.#files.limit().then((limit) => (this.limit.value = limit));
    chatOf(call).add({
      items: () => this.#offers.value.map((offer) => this.#itemOf(offer)),
      Tool: attachButton((files, to) => this.offer(files, to)),
    });
  }

  /** Offers files to one, or to everyone who is here. */
  offer(files: Iterable<File>, to: string | null = null): void {
    for (const file of files) {
      const transfers = this.#files.offer(file, { to: to ?? undefined });
      if (transfers.length > 0) {
        this.#show(transfers, to, file.type.startsWith('image/') ? URL.createObjectURL(file) : null);
      }
    }
  }

  #show(transfers: readonly (IncomingFile | OutgoingFile)[], to: string | null, preview: string | null): void {
    const shown = transfers.map((transfer) => new ShownTransfer(transfer));
    const [first] = transfers;
    if (!first) return;
    const key = `file ${first.direction} ${first.participantId} ${first.id}`;
    const offer = { key, at: this.#offeredAt(first.id), name: first.name, to, transfers: shown, preview };
    this.#offers.value = [...this.#offers.value, { ...offer, Body: fileItem(offer, this.limit) }];
  }

  /** When it came or was sent: after a reload as before, so that it stands where it stood, and what was read stays read. */
  #offeredAt(id: string): number {
    const place = `parley.file-at:${id}`;
    const at = Number(kept(forThisTab, place)) || Date.now();
    keep(forThisTab, place, String(at));
    return at;
  }

  #itemOf({ key, at, name, to, transfers, Body }: ShownOffer): ChatItem {
    const { direction, participantId, participantName, size } = transfers[0]!.transfer;
    const own = direction === 'outgoing';
    const { self } = this.#call.call;
    return {
      key,
      at,
      from: own ? self.id : participantId,
      name: own ? self.displayName : participantName,
      own,
      to,
      words: FILE_WORDS.offers(name, bytes(size)),
      // Its lines say how it stands, for each receiver.
      status: null,
      Body,
    };
  }
}

const known = new WeakMap<CurrentCall, CallFiles>();

/** One for each call, however often its room is entered. */
export function filesOf(call: CurrentCall): CallFiles {
  let files = known.get(call);
  if (!files) {
    files = new CallFiles(call);
    known.set(call, files);
  }
  return files;
}
