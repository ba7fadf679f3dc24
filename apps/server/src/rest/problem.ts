// A refusal as problem details (RFC 9457).
import { ERROR_STATUS, type ErrorCode, type ProblemDetails, type Refusal } from '@parley/protocol';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

const TITLES: Record<ErrorCode, string> = {
  'invalid-payload': 'The request is not of the expected shape',
  unauthorized: 'A secret or key is needed',
  'password-required': 'The call has a password',
  forbidden: 'This secret or key does not allow that',
  'wrong-password': 'This is not the call’s password',
  'admission-required': 'The call has a lobby',
  'call-not-found': 'There is no such call',
  'participant-not-found': 'There is no such participant',
  'knock-not-found': 'There is no such knock',
  'not-found': 'There is nothing here',
  'call-full': 'The call is full',
  'already-joined': 'A seat is held already',
  'not-joined': 'The seat is not held',
  'no-taker': 'Nobody can take this',
  'identity-taken': 'This identity has a seat already',
  'call-ended': 'The call has ended',
  'precondition-failed': 'The call has changed',
  'payload-too-large': 'The request is too large',
  'call-locked': 'The call is locked',
  'unsupported-protocol': 'This version of the protocol is not spoken here',
  'rate-limited': 'Too many requests',
  'mailbox-full': 'The mailbox is full',
  internal: 'Something went wrong here',
  unavailable: 'The database cannot be reached',
};

/** The body of the answer; `type` names the code, which is what a program should branch on. */
export function problemOf(refusal: Refusal, requestId: string): ProblemDetails {
  const { code, message, errors, retryAfter } = refusal;
  return {
    type: `urn:parley:problem:${code}`,
    code,
    title: TITLES[code],
    status: ERROR_STATUS[code],
    detail: message,
    requestId,
    ...(errors && { errors }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}
