// A channel to and from one participant as the streams of the platform: https://streams.spec.whatwg.org/
import type { TypedEventTarget } from '../typed-event-target.ts';
import { isBytes, type ChannelData, type ReceivedData } from './channel-message.ts';
import type { CallChannelEventMap } from './data-events.ts';
import type { Lane } from './lane.ts';
import { channelClosed } from './outlet.ts';

/** What streams need of a channel. */
type StreamedChannel = TypedEventTarget<CallChannelEventMap> & {
  send(data: ChannelData, options: { to: string }): Promise<void>;
};

export function sendingStream(channel: StreamedChannel, lane: Lane, to: string): WritableStream<ChannelData> {
  const listening = new AbortController();
  return new WritableStream<ChannelData>({
    start(controller) {
      const closed = (event: { participant: { id: string } }): void => {
        if (event.participant.id === to) {
          controller.error(channelClosed());
        }
      };
      channel.addEventListener('close', closed, { signal: listening.signal });
    },
    async write(data) {
      for (const part of isBytes(data) ? partsOf(data, lane.maxMessageSize) : [data]) {
        // By the participant's id: a stream that has lost its connection has failed already.
        await channel.send(part, { to });
      }
    },
    async close() {
      await lane.flushed();
      listening.abort();
    },
    abort: () => listening.abort(),
  });
}

export function receivingStream(channel: StreamedChannel, from: string): ReadableStream<ReceivedData> {
  const listening = new AbortController();
  const { signal } = listening;
  return new ReadableStream<ReceivedData>({
    start(controller) {
      channel.addEventListener(
        'message',
        ({ participant, data }) => participant.id === from && controller.enqueue(data),
        { signal },
      );
      const closed = (event: { participant: { id: string } }): void => {
        if (event.participant.id === from) {
          listening.abort();
          controller.error(channelClosed());
        }
      };
      channel.addEventListener('close', closed, { signal });
    },
    cancel: () => listening.abort(),
  });
}

function* partsOf(data: ArrayBuffer | ArrayBufferView<ArrayBuffer>, size: number): Generator<Uint8Array<ArrayBuffer>> {
  const bytes = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  for (let start = 0; start === 0 || start < bytes.byteLength; start += size) {
    yield bytes.subarray(start, start + size);
  }
}
