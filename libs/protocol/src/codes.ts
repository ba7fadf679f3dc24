// The stable codes of every refusal, with the HTTP status that a REST door answers.

export const ERROR_STATUS = {
  'invalid-payload': 400,
  unauthorized: 401,
  'password-required': 401,
  forbidden: 403,
  'wrong-password': 403,
  'admission-required': 403,
  'call-not-found': 404,
  'participant-not-found': 404,
  'knock-not-found': 404,
  'not-found': 404,
  'call-full': 409,
  'already-joined': 409,
  'not-joined': 409,
  'no-taker': 409,
  'identity-taken': 409,
  'call-ended': 410,
  'precondition-failed': 412,
  'payload-too-large': 413,
  'call-locked': 423,
  'unsupported-protocol': 426,
  'rate-limited': 429,
  'mailbox-full': 429,
  internal: 500,
  unavailable: 503,
} as const;

/** Why the server refused something. */
export type ErrorCode = keyof typeof ERROR_STATUS;

/** One field that was refused: its name joined by dots, empty when the whole body is wrong. */
export interface FieldError {
  /** Such as `description.sdp`. */
  path: string;
  /** What is wrong with it. */
  message: string;
}

/** A refusal as a socket's acknowledgement carries it. */
export interface WireError {
  code: ErrorCode;
  message: string;
  errors?: FieldError[];
  /** Seconds to wait before trying again. */
  retryAfter?: number;
}

/** A refusal as a REST door answers it: problem details (RFC 9457). */
export interface ProblemDetails {
  type: string;
  code: ErrorCode;
  title: string;
  status: number;
  detail: string;
  requestId: string;
  errors?: FieldError[];
  retryAfter?: number;
}
