// The one error class of this library. Its codes are the protocol's and those that only a browser can meet.
import type { ErrorCode, FieldError } from '@parley/protocol';

/** What can go wrong before or beside the server. */
export type ClientErrorCode =
  /** The person or the browser's settings refused the camera. */
  | 'camera-refused'
  | 'microphone-refused'
  | 'no-camera'
  | 'no-microphone'
  /** Another program, or the hardware, holds it. */
  | 'camera-in-use'
  | 'microphone-in-use'
  /** The person or the system did not let the screen be shared. */
  | 'screen-refused'
  /** The browser cannot share its screen, as on phones. */
  | 'screen-unsupported'
  | 'no-speaker'
  | 'speaker-refused'
  /** The browser does not let a page choose. */
  | 'speaker-unsupported'
  /** Nobody is connected, or the microphone is off: tones travel with its sound. */
  | 'tones-unavailable'
  /** Something else than 0 to 9, A to D, `*`, `#` and `,`. */
  | 'invalid-tones'
  /** The page is neither https nor localhost: browsers hide cameras and microphones from it. */
  | 'insecure-context'
  | 'server-unreachable'
  | 'not-a-call-link'
  /** The same seat was taken in another tab or on another device. */
  | 'opened-elsewhere'
  /** The call's owner took the seat away. */
  | 'removed'
  /** The browser refused a session description or a candidate. */
  | 'negotiation-failed'
  /** No media gets through to a participant: see `RemoteParticipant.failure`. */
  | 'connection-failed';

export type CallErrorCode = ErrorCode | ClientErrorCode;

export interface CallErrorDetails {
  /** The fields that were refused, with `invalid-payload`. */
  errors?: FieldError[] | undefined;
  /** Seconds to wait before trying again. */
  retryAfter?: number | undefined;
  cause?: unknown;
}

/** Why something was not done: a stable `code` for programs, and a `message` that tells a person what to do next. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: CallErrorCode;
  readonly errors: readonly FieldError[];
  /** Seconds to wait before trying again; null when waiting alone does not help. */
  readonly retryAfter: number | null;

  constructor(code: CallErrorCode, message: string, details: CallErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.errors = details.errors ?? [];
    this.retryAfter = details.retryAfter ?? null;
  }
}

/** `error`: something went wrong that no caller was waiting for. */
export class CallErrorEvent extends Event {
  readonly error: CallError;

  constructor(error: CallError) {
    super('error');
    this.error = error;
  }
}
