// What the server is thrown at, as plain data, so that a counterexample can be read; and the parts that inputs share.
import * as fc from 'fast-check';

/** What an input may name to get past the first doors. */
export interface Known {
  callId: string;
  /** Someone in the call. */
  otherId: string;
  /** The fuzzer's own seat in it. */
  participantId: string;
  secret: string;
}

export type FuzzInput =
  /** A request that HTTP's grammar allows: it must be answered. */
  | { kind: 'request'; method: string; path: string; headers: [string, string][]; body: Uint8Array }
  /** Bytes that were meant to be HTTP: a refusal or a closed connection. */
  | { kind: 'bytes'; bytes: Uint8Array }
  /** Frames on an open WebSocket, before or after it asked for the root namespace. */
  | { kind: 'frames'; joined: boolean; frames: (string | Uint8Array)[] }
  /** One event with an acknowledgement, on an admitted socket that may hold the fuzzer's seat: it must be acknowledged. */
  | { kind: 'event'; seated: boolean; packet: string; attachments: Uint8Array[] }
  /** Bytes after the upgrade to WebSocket. */
  | { kind: 'upgraded'; bytes: Uint8Array }
  /** A body posted into an open polling session. */
  | { kind: 'poll'; method: string; body: Uint8Array };

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const concat = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
export const bytesUpTo = (maxLength: number) => fc.uint8Array({ maxLength });

export const METHODS = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY', 'PROPFIND'];

/** Bytes that no UTF-8 has: overlong forms, halves of surrogates, a cut off character. */
export const badUtf8 = fc.constantFrom(
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf8, 0x88],
  [0xe2, 0x82],
  [0xff, 0xfe],
  [0x80],
);

/** Each message that the contract knows, field by field as JSON. */
export function messages({ callId, otherId, secret }: Known) {
  const signal = { to: JSON.stringify(otherId), messageId: '"m1"', connection: '"c"' };
  const offer = { ...signal, description: '{"type":"offer","sdp":"v=0"}' };
  const candidate = { ...signal, candidate: '{"candidate":"","sdpMid":"0"}' };
  const seat = { secret: JSON.stringify(secret), displayName: '"Ada"' };
  return {
    call: { name: '"A call"', maxParticipants: '2', metadata: '{"a":1}', listed: 'false' },
    change: { name: 'null', metadata: '{}', listed: 'true', state: '"ended"' },
    seat,
    offer,
    candidate,
    signal: { type: '"offer"', ...offer },
    join: { callId: JSON.stringify(callId), after: '0', ...seat },
    answer: { ...offer, description: '{"type":"answer","sdp":"v=0"}' },
    hangup: { reason: '"bye"' },
    received: { seq: '0' },
    sync: { after: '0' },
    nothing: {},
  };
}
