// The bytes of a file on the wire: each message is a chunk behind a header that says whose it is, and from where.

/** One chunk, as it arrived. */
export interface Chunk {
  /** The `number` of the transfer's offer on this channel. */
  readonly number: number;
  /** Where in the file its first byte stands. */
  readonly position: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Four bytes of `number`, eight of `position`, both big endian. */
export const CHUNK_HEADER = 12;

/** At this rate and above, a chunk of full size is through in 64 ms: chat beside it does not wait longer. */
const FULL_SIZE_RATE = 1024 * 1024;
const SMALLEST = 16 * 1024;
/** Larger ones are hardly faster, and 64 KiB is what every browser takes: RFC 8831, section 6.6. */
const LARGEST = 64 * 1024;

/** Makes messages of chunks, one after the other in the same memory: a channel has its own copy once it has taken one. */
export class ChunkFramer {
  readonly #message = new Uint8Array(CHUNK_HEADER + LARGEST);
  readonly #header = new DataView(this.#message.buffer);

  /** @param number the `number` of the transfer's offer on this channel */
  constructor(number: number) {
    this.#header.setUint32(0, number);
  }

  /** @returns the message that carries these bytes, until the next one is made */
  frame(position: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    this.#header.setBigUint64(4, BigInt(position));
    this.#message.set(bytes, CHUNK_HEADER);
    return this.#message.subarray(0, CHUNK_HEADER + bytes.length);
  }
}

/** @returns null for what is none: too short, empty, or from beyond what a number can say */
export function readChunk(message: ArrayBuffer): Chunk | null {
  if (message.byteLength <= CHUNK_HEADER) {
    return null;
  }
  const header = new DataView(message);
  const position = Number(header.getBigUint64(4));
  return Number.isSafeInteger(position)
    ? { number: header.getUint32(0), position, bytes: new Uint8Array(message, CHUNK_HEADER) }
    : null;
}

/**
 * How many bytes of the file to put in one message: small while the way is slow or its rate unknown, so that what else is
 * said gets through in between; large where it is fast, since each message costs.
 *
 * @param maxMessageSize the connection's, in bytes; 0 or Infinity for no limit
 * @param rate bytes per second, null while unknown
 * @see https://www.rfc-editor.org/rfc/rfc8841#section-6
 */
export function chunkSize(maxMessageSize: number, rate: number | null): number {
  const most = (maxMessageSize > 0 ? maxMessageSize : Infinity) - CHUNK_HEADER;
  const wanted = rate === null ? SMALLEST : (LARGEST * rate) / FULL_SIZE_RATE;
  const size = Math.min(LARGEST, Math.max(SMALLEST, 2 ** Math.floor(Math.log2(Math.max(1, wanted)))));
  return Math.max(1, Math.min(size, most));
}
