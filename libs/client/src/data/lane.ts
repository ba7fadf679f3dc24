// One name on one connection: what it sends goes over one RTCDataChannel, what comes is taken from any of that label.
// There are two of them when both sides opened the name at the same moment: each way stays in order, for it never changes.
import { assertFits, sizeOf, type Frame } from './channel-message.ts';
import { channelClosed, Outlet } from './outlet.ts';

/** Bytes that are kept of a name which nobody has opened here; one who sends more is refused. */
export const UNCLAIMED_LIMIT = 1024 * 1024;

/** By RFC 8841, section 6.1, of a side that does not say more. */
const DEFAULT_MAX_MESSAGE_SIZE = 65_536;

export interface LaneOwner {
  /** Bytes in the browser's buffer from which messages wait. */
  readonly highWaterMark: number;
  handleOpen(): void;
  handleClose(): void;
  handleMessage(payload: string | ArrayBuffer): void;
}

export class Lane {
  readonly #native: RTCPeerConnection;
  readonly #emptied: () => void;
  /** The other side's before ours: a client of somebody's own may listen to no other. */
  readonly #theirs: RTCDataChannel[] = [];
  readonly #ours: RTCDataChannel[] = [];
  readonly #listening = new AbortController();
  /** What came before the name was opened here. */
  #unclaimed: (string | ArrayBuffer)[] = [];
  #unclaimedBytes = 0;
  #owner: LaneOwner | null = null;
  #sending: { channel: RTCDataChannel; outlet: Outlet } | null = null;
  #open = false;

  /** @param emptied every channel of the name is closed */
  constructor(native: RTCPeerConnection, emptied: () => void) {
    this.#native = native;
    this.#emptied = emptied;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  get bufferedAmount(): number {
    return this.#sending?.outlet.bufferedAmount ?? 0;
  }

  /** Bytes of the largest message that the other side takes. */
  get maxMessageSize(): number {
    return this.#native.sctp?.maxMessageSize ?? DEFAULT_MAX_MESSAGE_SIZE;
  }

  add(channel: RTCDataChannel, from: 'us' | 'them'): void {
    const list = from === 'us' ? this.#ours : this.#theirs;
    if (list.includes(channel)) {
      return;
    }
    list.push(channel);
    channel.binaryType = 'arraybuffer';
    const { signal } = this.#listening;
    channel.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => this.#receive(data), {
      signal,
    });
    channel.addEventListener('open', () => this.#opened(), { signal });
    channel.addEventListener('close', () => this.#closed(channel), { signal });
    if (channel.readyState === 'open') {
      this.#opened();
    }
  }

  /** It is told from now on, and first of what there is already: in a microtask, so that it can begin to listen. */
  claim(owner: LaneOwner): void {
    queueMicrotask(() => {
      if (this.#listening.signal.aborted) {
        return;
      }
      this.#owner = owner;
      if (this.#open) {
        owner.handleOpen();
      }
      for (const payload of this.#unclaimed.splice(0)) {
        owner.handleMessage(payload);
      }
    });
  }

  /** @throws CallError `channel-closed`, `message-too-large` */
  async send(frame: Frame): Promise<void> {
    assertFits(frame, this.maxMessageSize);
    await this.#outlet().send(frame);
  }

  /** Resolves when all that was sent has left, or never will. */
  async flushed(): Promise<void> {
    await this.#sending?.outlet.flushed();
  }

  /** Closes its channels; what was handed to the browser still goes. */
  close(): void {
    this.#listening.abort();
    for (const channel of [...this.#theirs, ...this.#ours]) {
      channel.close();
    }
    this.#ended();
  }

  #outlet(): Outlet {
    if (this.#sending?.channel.readyState !== 'open') {
      const channel = [...this.#theirs, ...this.#ours].find(({ readyState }) => readyState === 'open');
      if (!channel) {
        throw channelClosed();
      }
      this.#sending?.outlet.close();
      this.#sending = { channel, outlet: new Outlet(channel, this.#owner?.highWaterMark ?? 0) };
    }
    return this.#sending.outlet;
  }

  #opened(): void {
    if (!this.#open) {
      this.#open = true;
      this.#owner?.handleOpen();
    }
  }

  #receive(payload: string | ArrayBuffer): void {
    if (this.#owner) {
      this.#owner.handleMessage(payload);
      return;
    }
    this.#unclaimedBytes += sizeOf(payload);
    if (this.#unclaimedBytes > UNCLAIMED_LIMIT) {
      this.close();
    } else {
      this.#unclaimed.push(payload);
    }
  }

  #closed(channel: RTCDataChannel): void {
    if (this.#sending?.channel === channel) {
      this.#sending.outlet.close();
    }
    const states = [...this.#theirs, ...this.#ours].map(({ readyState }) => readyState);
    if (states.every((state) => state === 'closed')) {
      this.#listening.abort();
      this.#ended();
    } else if (!states.includes('open')) {
      this.#shut();
    }
  }

  #ended(): void {
    this.#sending?.outlet.close();
    this.#unclaimed = [];
    this.#emptied();
    this.#shut();
  }

  #shut(): void {
    if (this.#open) {
      this.#open = false;
      this.#owner?.handleClose();
    }
  }
}
