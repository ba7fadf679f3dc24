// What OpenAPI says of a route beside what its parameters say: who may, what comes back, what may be refused.
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiResponse, ApiSecurity, getSchemaPath } from '@nestjs/swagger';
import { ERROR_STATUS, type ErrorCode } from '@parley/protocol';
import { ProblemAnswer } from '@parley/protocol/dto';
import type { ApiKeyScope } from '@parley/storage';
import { PROBLEM_MEDIA_TYPE } from './problem.ts';

/** The bearers there are. */
export const CREDENTIALS = {
  apiKey: 'An API key of this server, with the scope that the route names.',
  ownerSecret: 'The `ownerSecret` that creating the call answered.',
  moderatorSecret: 'The `secret` of one’s own seat, which has the permission `moderate`.',
  knockSecret: 'The `secret` of one’s own knock.',
  participantSecret: 'The `secret` of one’s own seat.',
} as const;

export type Credential = keyof typeof CREDENTIALS;

interface Documentation {
  summary: string;
  description?: string;
  /** Each of them is enough. */
  credentials: readonly Credential[];
  /** What an API key must be good for, where one is enough. */
  scope?: ApiKeyScope;
  /** Whether it goes without any too. */
  open?: boolean;
  /** Beside what every route may refuse. */
  refuses?: readonly ErrorCode[];
}

const ALWAYS: readonly ErrorCode[] = ['invalid-payload', 'unauthorized', 'rate-limited', 'internal', 'unavailable'];

export function Documented({
  summary,
  description,
  credentials,
  scope,
  open = false,
  refuses = [],
}: Documentation): MethodDecorator {
  const words = [description, scope && `An API key needs the scope \`${scope}\`.`].filter((text) => text !== undefined);
  return applyDecorators(
    ApiOperation({ summary, ...(words.length > 0 && { description: words.join(' ') }) }),
    ...(open ? [ApiSecurity({})] : []),
    ...credentials.map((credential) => ApiSecurity(credential)),
    ...problems([...ALWAYS, ...refuses]),
  );
}

function problems(codes: readonly ErrorCode[]): MethodDecorator[] {
  const byStatus = Map.groupBy(codes, (code) => ERROR_STATUS[code]);
  return [
    ApiExtraModels(ProblemAnswer),
    ...[...byStatus].map(([status, alike]) =>
      ApiResponse({
        status,
        description: alike.map((code) => `\`${code}\``).join(', '),
        content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: getSchemaPath(ProblemAnswer) } } },
      }),
    ),
  ];
}

/** Headers that answers bear. */
export const ETAG_HEADER = {
  ETag: { description: 'The call’s version, quoted: for `If-Match`.', schema: { type: 'string' as const } },
};
export const LOCATION_HEADER = {
  Location: { description: 'Where the call is.', schema: { type: 'string' as const } },
};
