// What each thing of the contract looks like, field by field: `toEqual` with these refuses a field too many as well.
import type { Acknowledged, Call, ErrorCode, FieldError, Participant, ProblemDetails } from '@parley/protocol';
import type { Answer } from '../support/rest-api.ts';
import type { Outcome } from './outcome.ts';

/** RFC 3339, UTC. */
export const aTime: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
/** 120 random bits or more, safe in a URL. */
export const aCallId: unknown = expect.stringMatching(/^[A-Za-z0-9_-]{20,}$/);
export const aString: unknown = expect.any(String);
export const aSecret: unknown = expect.stringMatching(/^[A-Za-z0-9_-]{22,128}$/);

export function participantLike(changes: Partial<Record<keyof Participant, unknown>> = {}): unknown {
  return { id: aString, displayName: null, state: 'connected', joinedAt: aTime, leftAt: null, ...changes };
}

export function callLike(changes: Partial<Record<keyof Call | 'ownerSecret', unknown>> = {}): unknown {
  return {
    id: aCallId,
    name: null,
    state: 'waiting',
    maxParticipants: 2,
    metadata: {},
    listed: true,
    participants: [],
    joinUrl: expect.stringMatching(/^https?:\/\/.+\/c\/[A-Za-z0-9_-]+$/),
    createdAt: aTime,
    startedAt: null,
    endedAt: null,
    endReason: null,
    ...changes,
  };
}

export function signalLike(changes: Record<string, unknown>): unknown {
  return { seq: null, to: null, connection: '', createdAt: aTime, delivered: false, ...changes };
}

/** The contract's table of codes. */
export const STATUS: Record<ErrorCode, number> = {
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
};

const someErrors: unknown = expect.arrayContaining([{ path: aString, message: expect.stringMatching(/\S/) }]);

/** Problem details of this code, whole. Answers them. */
export function expectProblem(answer: Answer, code: ErrorCode, path?: string): ProblemDetails {
  const problem = answer.body as ProblemDetails;
  expect({ status: answer.status, code: problem?.code, errors: problem?.errors }).toMatchObject({
    status: STATUS[code],
    code,
    ...(path !== undefined && { errors: expect.arrayContaining([{ path, message: aString }]) }),
  });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(problem).toMatchObject({
    title: expect.stringMatching(/\S/),
    status: STATUS[code],
    detail: expect.stringMatching(/\S/),
    requestId: expect.stringMatching(/\S/),
    ...(code === 'invalid-payload' && { errors: someErrors }),
  });
  return problem;
}

/** A refusal at either door, with words for a person in it. */
export function expectRefusal(outcome: Outcome<unknown> | Acknowledged<object>, code: ErrorCode, path?: string): void {
  expect(outcome).toMatchObject({
    ok: false,
    error: {
      code,
      message: expect.stringMatching(/\S/),
      ...(code === 'invalid-payload' && { errors: someErrors }),
      ...(path !== undefined && {
        errors: expect.arrayContaining([{ path, message: aString }] satisfies unknown[] as FieldError[]),
      }),
    },
  });
}
