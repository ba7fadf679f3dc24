// Hands messages to one RTCDataChannel in order, and no faster than they leave: the browser's buffer stays bounded.
import { CallError } from '../call-error.ts';
import type { Frame } from './channel-message.ts';

interface Waiting {
  readonly frame: Frame;
  readonly sent: () => void;
  readonly failed: (error: CallError) => void;
}

export class Outlet {
  readonly #channel: RTCDataChannel;
  readonly #highWaterMark: number;
  readonly #waiting: Waiting[] = [];
  readonly #flushes: (() => void)[] = [];

  /** @param highWaterMark bytes in the browser's buffer from which messages wait here */
  constructor(channel: RTCDataChannel, highWaterMark: number) {
    this.#channel = channel;
    this.#highWaterMark = highWaterMark;
    channel.bufferedAmountLowThreshold = this.#threshold;
    channel.addEventListener('bufferedamountlow', () => this.#drain());
  }

  /** Bytes that have not left, here and in the browser's buffer. */
  get bufferedAmount(): number {
    return this.#waiting.reduce((sum, { frame }) => sum + frame.size, this.#channel.bufferedAmount);
  }

  /** Resolves when the browser has taken it, which it does at once while there is room. */
  send(frame: Frame): Promise<void> {
    return new Promise((sent, failed) => {
      this.#waiting.push({ frame, sent, failed });
      if (this.#waiting.length === 1) {
        this.#drain();
      }
    });
  }

  /** Resolves when everything has left the browser's buffer. */
  flushed(): Promise<void> {
    return new Promise((flushed) => {
      this.#flushes.push(flushed);
      this.#drain();
    });
  }

  /** Nothing leaves any more. */
  close(): void {
    for (const { failed } of this.#waiting.splice(0)) {
      failed(channelClosed());
    }
    for (const flushed of this.#flushes.splice(0)) {
      flushed();
    }
  }

  get #threshold(): number {
    // Half of it: the line never runs dry while the page is asked for more.
    return this.#highWaterMark / 2;
  }

  #drain(): void {
    while (this.#channel.bufferedAmount < this.#highWaterMark) {
      const next = this.#waiting.shift();
      if (!next) {
        this.#flush();
        return;
      }
      this.#hand(next);
    }
  }

  #hand({ frame, sent, failed }: Waiting): void {
    try {
      hand(this.#channel, frame.payload);
      sent();
    } catch (cause) {
      failed(channelClosed(cause));
    }
  }

  #flush(): void {
    const empty = this.#channel.bufferedAmount === 0;
    if (empty) {
      for (const flushed of this.#flushes.splice(0)) {
        flushed();
      }
    }
    this.#channel.bufferedAmountLowThreshold = this.#flushes.length > 0 ? 0 : this.#threshold;
  }
}

/** The DOM has an overload for each type, and none for one of them. */
function hand(channel: RTCDataChannel, payload: Frame['payload']): void {
  if (typeof payload === 'string') {
    channel.send(payload);
  } else if (ArrayBuffer.isView(payload)) {
    channel.send(payload);
  } else {
    channel.send(payload);
  }
}

export function channelClosed(cause?: unknown): CallError {
  return new CallError('channel-closed', 'The channel closed before this was sent. Send it again once it is open.', {
    cause,
  });
}
