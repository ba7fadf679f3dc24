// What travels in one message of a data channel: JSON as text, bytes as bytes, so that any WebRTC library can take part.
import type { JsonValue } from '@parley/protocol';
import { CallError } from '../call-error.ts';

/** What a channel sends: anything that JSON can say, or bytes. */
export type ChannelData = JsonValue | ArrayBuffer | ArrayBufferView<ArrayBuffer>;

/** What a channel receives: bytes always come as an ArrayBuffer. */
export type ReceivedData = JsonValue | ArrayBuffer;

/** One message as RTCDataChannel takes it. */
export interface Frame {
  readonly payload: string | ArrayBuffer | ArrayBufferView<ArrayBuffer>;
  /** Bytes. */
  readonly size: number;
}

/** @throws TypeError for what JSON cannot say */
export function frameOf(data: ChannelData): Frame {
  if (isBytes(data)) {
    return { payload: data, size: data.byteLength };
  }
  const payload = JSON.stringify(data) as string | undefined;
  if (payload === undefined) {
    throw new TypeError('A message is what JSON can say, an ArrayBuffer, or a view of one.');
  }
  return { payload, size: bytesOf(payload) };
}

/** Text that is no JSON is what somebody's own client sent: the string itself. */
export function dataOf(payload: string | ArrayBuffer): ReceivedData {
  if (typeof payload !== 'string') {
    return payload;
  }
  try {
    const data: JsonValue = JSON.parse(payload);
    return data;
  } catch {
    return payload;
  }
}

/** Bytes of a message that came. */
export function sizeOf(payload: string | ArrayBuffer): number {
  return typeof payload === 'string' ? bytesOf(payload) : payload.byteLength;
}

/** @throws CallError `message-too-large` */
export function assertFits({ size }: Frame, maxMessageSize: number): void {
  if (size > maxMessageSize) {
    throw new CallError(
      'message-too-large',
      `A message may have ${maxMessageSize} bytes here, and this one has ${size}: send it in parts.`,
    );
  }
}

export function isBytes(data: unknown): data is ArrayBuffer | ArrayBufferView<ArrayBuffer> {
  // By its tag: buffers of other frames are no instances of this one's class.
  return ArrayBuffer.isView(data) || Object.prototype.toString.call(data) === '[object ArrayBuffer]';
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
