// STUN messages, as much of them as it takes to ask a STUN or TURN server whether it serves (RFC 8489, RFC 8656).
import { createHash, createHmac, randomBytes } from 'node:crypto';

export const METHOD = { binding: 0x0001, allocate: 0x0003, refresh: 0x0004 } as const;
const SUCCESS = 0x0100;
const ERROR = 0x0110;
const MAGIC_COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const INTEGRITY_BYTES = 24;

export const ATTRIBUTE = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  realm: 0x0014,
  nonce: 0x0015,
  requestedTransport: 0x0019,
} as const;

/** Protocol number 17 of the relayed side, and three reserved bytes (RFC 8656, section 18.8). */
export const UDP_TRANSPORT = Buffer.from([17, 0, 0, 0]);

export type Attributes = ReadonlyMap<number, Buffer>;

/** What proves that the sender knows the credential (RFC 8489, section 9.2). */
export interface LongTermKey {
  username: string;
  credential: string;
  realm: string;
}

export interface StunAnswer {
  method: number;
  /** Null: a success. */
  error: { code: number; reason: string } | null;
  attributes: Attributes;
}

/** A request; with a key it ends in its MESSAGE-INTEGRITY. */
export function stunRequest(
  method: number,
  attributes: ReadonlyMap<number, Buffer | string>,
  key?: LongTermKey,
): { transactionId: Buffer; bytes: Buffer } {
  const transactionId = randomBytes(12);
  const body = Buffer.concat([...attributes].map(([type, value]) => attribute(type, Buffer.from(value))));
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(method, 0);
  header.writeUInt16BE(body.length + (key ? INTEGRITY_BYTES : 0), 2);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  transactionId.copy(header, 8);
  const unsigned = Buffer.concat([header, body]);
  if (!key) return { transactionId, bytes: unsigned };
  const integrity = createHmac('sha1', keyBytes(key)).update(unsigned).digest();
  return { transactionId, bytes: Buffer.concat([unsigned, attribute(ATTRIBUTE.messageIntegrity, integrity)]) };
}

/** The answer to a transaction; null when the bytes are anything else. */
export function stunAnswer(bytes: Buffer, transactionId: Buffer): StunAnswer | null {
  if (bytes.length < HEADER_BYTES || bytes.readUInt32BE(4) !== MAGIC_COOKIE) return null;
  if (!bytes.subarray(8, HEADER_BYTES).equals(transactionId)) return null;
  const type = bytes.readUInt16BE(0);
  const kind = type & 0x0110;
  if (kind !== SUCCESS && kind !== ERROR) return null;
  const attributes = readAttributes(bytes.subarray(HEADER_BYTES, HEADER_BYTES + bytes.readUInt16BE(2)));
  return { method: type & ~0x0110, error: kind === ERROR ? errorOf(attributes) : null, attributes };
}

/** How long a message of a stream is once its header is there (RFC 8489, section 6.2.2). */
export function messageLength(header: Buffer): number | null {
  return header.length < HEADER_BYTES ? null : HEADER_BYTES + header.readUInt16BE(2);
}

function attribute(type: number, value: Buffer): Buffer {
  const padded = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  padded.writeUInt16BE(type, 0);
  padded.writeUInt16BE(value.length, 2);
  value.copy(padded, 4);
  return padded;
}

function readAttributes(body: Buffer): Attributes {
  const attributes = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= body.length;) {
    const length = body.readUInt16BE(at + 2);
    attributes.set(body.readUInt16BE(at), body.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return attributes;
}

/** RFC 8489, section 14.8: the class in hundreds, the number, the reason in words. */
function errorOf(attributes: Attributes): { code: number; reason: string } {
  const value = attributes.get(ATTRIBUTE.errorCode);
  if (!value || value.length < 4) return { code: 0, reason: '' };
  return { code: ((value[2] ?? 0) & 7) * 100 + (value[3] ?? 0), reason: value.subarray(4).toString() };
}

function keyBytes({ username, realm, credential }: LongTermKey): Buffer {
  return createHash('md5').update(`${username}:${realm}:${credential}`).digest();
}
