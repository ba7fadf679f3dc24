// How a named channel behaves: RTCDataChannel's own options, and how much may wait in the browser's buffer.
import { CallError } from '../call-error.ts';

/**
 * How what this side sends is delivered: reliably and in order, unless told otherwise.
 *
 * @see https://www.w3.org/TR/webrtc/#dom-rtcdatachannelinit
 */
export interface ChannelOptions {
  /** Whether messages arrive in the order in which they were sent. Default: true. */
  ordered?: boolean | undefined;
  /** How often a lost message is sent again, 0 to 65535. Default: until it arrives. Not together with `maxPacketLifeTime`. */
  maxRetransmits?: number | undefined;
  /** Milliseconds for which a lost message is sent again, 0 to 65535. Default: until it arrives. */
  maxPacketLifeTime?: number | undefined;
  /** Bytes in the browser's buffer from which `send` waits until half of them have left. Default: 1 MiB. */
  highWaterMark?: number | undefined;
}

/** The options with every default in its place. */
export interface ChannelSettings {
  /** See ChannelOptions. */
  readonly ordered: boolean;
  /** See ChannelOptions; null for until it arrives. */
  readonly maxRetransmits: number | null;
  /** See ChannelOptions; null for until it arrives. */
  readonly maxPacketLifeTime: number | null;
  /** Bytes; see ChannelOptions. */
  readonly highWaterMark: number;
}

/** Names that begin so are Parley's own: chat, files, verification. */
const RESERVED = 'parley.';

/** RFC 8832, section 5.1: the label's length has 16 bits. */
const MAX_NAME_BYTES = 65_535;

const MAX_UINT16 = 65_535;

/** What the browser would refuse later, on each connection, is refused here and once. @throws CallError `invalid-channel` */
export function settingsOf(options: ChannelOptions): ChannelSettings {
  const { ordered = true, maxRetransmits = null, maxPacketLifeTime = null, highWaterMark = 1024 * 1024 } = options;
  if (maxRetransmits !== null && maxPacketLifeTime !== null) {
    throw invalid('A channel has maxRetransmits or maxPacketLifeTime, not both.');
  }
  for (const limit of [maxRetransmits, maxPacketLifeTime]) {
    if (limit !== null && !(Number.isInteger(limit) && limit >= 0 && limit <= MAX_UINT16)) {
      throw invalid('maxRetransmits and maxPacketLifeTime are whole numbers from 0 to 65535.');
    }
  }
  if (!(highWaterMark > 0)) {
    throw invalid('highWaterMark is a number of bytes above 0.');
  }
  return { ordered, maxRetransmits, maxPacketLifeTime, highWaterMark };
}

/** @throws CallError `invalid-channel` */
export function assertName(name: string): void {
  if (name === '' || new TextEncoder().encode(name).byteLength > MAX_NAME_BYTES) {
    throw invalid('A channel has a name of 1 to 65535 bytes.');
  }
}

export function isReserved(name: string): boolean {
  return name.startsWith(RESERVED);
}

/** @throws CallError `invalid-channel` */
export function assertFree(name: string): void {
  if (isReserved(name)) {
    throw invalid(`Names that begin with ${RESERVED} are Parley's own. Choose another.`);
  }
}

export function sameSettings(a: ChannelSettings, b: ChannelSettings): boolean {
  return (
    a.ordered === b.ordered &&
    a.maxRetransmits === b.maxRetransmits &&
    a.maxPacketLifeTime === b.maxPacketLifeTime &&
    a.highWaterMark === b.highWaterMark
  );
}

export function invalid(message: string): CallError {
  return new CallError('invalid-channel', message);
}
