import { BadRequestException, NotFoundException } from '@nestjs/common';
import { ERROR_STATUS, type ErrorCode, Refusal } from '@parley/protocol';
import { problemOf } from './problem.ts';
import { refusalOf } from './refusal-of.ts';

const httpError = (status: number) => Object.assign(new Error('from Express'), { status });

it.each([
  ['a refusal', new Refusal('call-full', 'full'), 'call-full'],
  ['no such route', new NotFoundException('Cannot GET /secret'), 'not-found'],
  ['a body over the limit', httpError(413), 'payload-too-large'],
  ['an unknown encoding', httpError(415), 'invalid-payload'],
  ['a request that cannot be read', new BadRequestException('what it said'), 'invalid-payload'],
  ['a mistake of ours', new TypeError('x is not a function'), 'internal'],
  ['what is no error', 'thrown text', 'internal'],
])('%s', (_case, error, code) => {
  expect(refusalOf(error).code).toBe(code);
});

it('a mistake of ours is not told, but kept for the log', () => {
  const mistake = new TypeError('the database is at /var/lib');
  const refusal = refusalOf(mistake);
  expect(refusal.cause).toBe(mistake);
  expect(JSON.stringify(problemOf(refusal, 'id'))).not.toContain('/var/lib');
});

it('every code has a title and its status', () => {
  for (const [code, status] of Object.entries(ERROR_STATUS)) {
    const problem = problemOf(new Refusal(code as ErrorCode, 'why'), 'the id');
    expect(problem).toEqual({
      type: expect.stringContaining(code) as string,
      code,
      status,
      title: expect.stringMatching(/\w/) as string,
      detail: 'why',
      requestId: 'the id',
    });
  }
});

it('errors and retryAfter come along', () => {
  const errors = [{ path: 'name', message: 'is too long' }];
  const refusal = new Refusal('mailbox-full', 'full', { errors, retryAfter: 5 });
  expect(problemOf(refusal, 'id')).toMatchObject({ errors, retryAfter: 5 });
});
