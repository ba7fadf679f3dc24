// The one error class of this library. Its codes are the protocol's and those that only a browser can meet.
import type { ErrorCode, FieldError } from '@parley/protocol';

/** What can go wrong before or beside the server. */
export type ClientErrorCode =
  /** The person or the browser's settings refused the camera. */
  | 'camera-refused'
  | 'microphone-refused'
  /** There is none, or none that meets the constraints. */
  | 'no-camera'
  | 'no-microphone'
  /** Another program, or the hardware, holds it. */
  | 'camera-in-use'
  | 'microphone-in-use'
  /** The person or the system did not let the screen be shared. */
  | 'screen-refused'
  /** The browser cannot share its screen, as on phones. */
  | 'screen-unsupported'
  /** There is none with this id. */
  | 'no-speaker'
  /** The person or the browser's settings refused the speaker. */
  | 'speaker-refused'
  /** The browser does not let a page choose. */
  | 'speaker-unsupported'
  /** Nobody is connected, or the microphone is off: tones travel with its sound. */
  | 'tones-unavailable'
  /** Something else than 0 to 9, A to D, `*`, `#` and `,`. */
  | 'invalid-tones'
  /** The call has its CallData already. */
  | 'data-in-use'
  /** A channel's name or options make no sense, or the name is reserved. */
  | 'invalid-channel'
  /** The channel is not open to that participant. */
  | 'channel-not-open'
  /** It closed before the message left. */
  | 'channel-closed'
  /** More bytes than the other side takes in one message. */
  | 'message-too-large'
  /** More characters than a chat message may have. */
  | 'text-too-long'
  /** A chat message without a word in it. */
  | 'text-empty'
  /** A chat message to everyone, and there is nobody else. */
  | 'nobody-here'
  /** The page is neither https nor localhost: browsers hide cameras and microphones from it. */
  | 'insecure-context'
  /** The server does not answer, or nothing gets through to it. */
  | 'server-unreachable'
  /** Neither the link nor the id of a call. */
  | 'not-a-call-link'
  /** The same seat was taken in another tab or on another device. */
  | 'opened-elsewhere'
  /** A moderator took the seat away. */
  | 'removed'
  /** A moderator did not let this side in. */
  | 'not-admitted'
  /** The browser refused a session description or a candidate. */
  | 'negotiation-failed'
  /** A description came with another certificate than its connection's: it was refused, and the connection is as it was. */
  | 'fingerprint-changed'
  /** The connection names no certificates, or the browser has no way to hash them. */
  | 'verification-unsupported'
  /** The other side's nonce did not come after its commitment. */
  | 'verification-aborted'
  /** It is not the one that was committed to: somebody is in between. */
  | 'verification-broken'
  /** Too many rounds came to nothing. */
  | 'verification-exhausted'
  /** The person found that the words are not the same: somebody is in between. */
  | 'words-differ'
  /** The connection is encrypted with another certificate than the one that was announced. */
  | 'certificate-mismatch'
  /** The file that was picked is not the one that was offered, or it was changed since. */
  | 'file-changed'
  /** What arrived has another SHA-256 than what was sent: nothing of it is kept. */
  | 'file-corrupted'
  /** The other side sent what does not fit into a transfer. */
  | 'file-protocol'
  /** It does not fit into what this browser can take. */
  | 'file-too-large'
  /** The sender's browser can no longer read it. */
  | 'file-unreadable'
  /** The sender no longer offers it. */
  | 'file-withdrawn'
  /** The other side left before the file was through. */
  | 'participant-left'
  /** The browser could not write it. */
  | 'storage-failed'
  /** There is no more room on the device, or none that the browser gives to a page. */
  | 'storage-full'
  /** Too many of one participant's files wait for an answer. */
  | 'too-many-files'
  /** No media gets through to a participant: see `RemoteParticipant.failure`. */
  | 'connection-failed';

/** Every code that a CallError may have: the server's refusals, and what goes wrong before or beside it. */
export type CallErrorCode = ErrorCode | ClientErrorCode;

/** What a CallError may carry beside its code and message. */
export interface CallErrorDetails {
  /** The fields that were refused, with `invalid-payload`. */
  errors?: FieldError[] | undefined;
  /** Seconds to wait before trying again. */
  retryAfter?: number | undefined;
  /** What was thrown underneath: the browser's DOMException, as a rule. */
  cause?: unknown;
}

/** Why something was not done: a stable `code` for programs, and a `message` that tells a person what to do next. */
export class CallError extends Error {
  /** Always `CallError`. */
  override readonly name = 'CallError';
  /** Stable, and of meaning to programs: decide by this, never by the message. */
  readonly code: CallErrorCode;
  /** The fields that were refused, with `invalid-payload`; else empty. */
  readonly errors: readonly FieldError[];
  /** Seconds to wait before trying again; null when waiting alone does not help. */
  readonly retryAfter: number | null;

  /** For who makes errors of their own, as in tests. */
  constructor(code: CallErrorCode, message: string, details: CallErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.errors = details.errors ?? [];
    this.retryAfter = details.retryAfter ?? null;
  }
}

/** `error`: something went wrong that no caller was waiting for. */
export class CallErrorEvent extends Event {
  /** What went wrong. */
  readonly error: CallError;

  /** For who makes events of their own, as in tests. */
  constructor(error: CallError) {
    super('error');
    this.error = error;
  }
}
