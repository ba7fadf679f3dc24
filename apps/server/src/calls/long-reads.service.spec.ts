import { readSettings } from '../settings/read-settings.ts';
import { LongReads } from './long-reads.service.ts';

const readsOn = (environment: Record<string, string>) => new LongReads(readSettings(environment));

function setUp(environment = {}) {
  const reads = readsOn(environment);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const read = (callId: string, name: string) =>
    reads.run(callId, () => {
      begun.push(name);
      const { promise, resolve } = Promise.withResolvers<string>();
      ends.push(() => resolve(name));
      return promise;
    });
  /** Ends the read that is under way, and lets the next one begin. */
  const end = async (answer: Promise<string>): Promise<string> => {
    ends.shift()?.();
    const told = await answer;
    await new Promise((resolve) => void setImmediate(resolve));
    return told;
  };
  return { read, begun, end };
}

it('one is read at a time, and whoever asks of one call again and again is behind the others', async () => {
  const { read, begun, end } = setUp();
  const [first, second, third] = [read('big', 'first'), read('big', 'second'), read('big', 'third')];
  const other = read('small', 'other');
  expect(begun).toEqual(['first']);
  expect(await end(first)).toBe('first');
  expect(begun).toEqual(['first', 'other']);
  await end(other);
  await end(second);
  await end(third);
  expect(begun).toEqual(['first', 'other', 'second', 'third']);
});

it('more of one call than can wait are refused, and nobody else is', async () => {
  const { read, begun, end } = setUp();
  const some = Array.from({ length: 101 }, (_, index) => read('big', `${index}`));
  await expect(read('big', 'one more')).rejects.toMatchObject({ code: 'rate-limited', retryAfter: 5 });
  const other = read('small', 'other');
  await end(some[0]!);
  expect(begun).toEqual(['0', 'other']);
  await end(other);
  for (const answer of some.slice(1)) await end(answer);
  await end(read('big', 'later'));
  expect(begun.at(-1)).toBe('later');
});

it('what fails makes way for the next', async () => {
  const reads = readsOn({});
  await expect(reads.run('call', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  await expect(reads.run('call', () => Promise.resolve('there'))).resolves.toBe('there');
});

it('PostgreSQL reads them side by side: nobody waits behind one that it does not answer', () => {
  const { read, begun } = setUp({ DATABASE_URL: 'postgres://parley@localhost/parley' });
  void read('big', 'first');
  void read('big', 'second');
  void read('small', 'other');
  expect(begun).toEqual(['first', 'second', 'other']);
});
