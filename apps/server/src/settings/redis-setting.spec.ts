import { redisSetting } from './redis-setting.ts';

const read = (url: string) => redisSetting({ REDIS_URL: url }, { engine: 'postgres' });

it.each([
  ['redis://localhost', ['redis://localhost'], false],
  ['redis://:secret@redis.example.org:6380/2', ['redis://:secret@redis.example.org:6380/2'], false],
  ['rediss://user:secret@10.0.0.1:6379', ['rediss://user:secret@10.0.0.1:6379'], false],
  ['redis+cluster://one:7000', ['redis://one:7000'], true],
  ['rediss+cluster://u:p@one:7000,two:7001', ['rediss://u:p@one:7000', 'rediss://u:p@two:7001'], true],
])('%s', (url, urls, cluster) => {
  expect(read(url)).toEqual({ urls, cluster });
});

it('is left out', () => {
  expect(redisSetting({}, { engine: 'postgres' })).toBeNull();
  expect(redisSetting({}, { engine: 'sqlite' })).toBeNull();
});

it.each(['localhost:6379', 'http://localhost', 'redis://', 'redis+cluster://one:7000,', 'redis://one/path'])(
  'refuses %s',
  (url) => expect(() => read(url)).toThrow('REDIS_URL'),
);

it('is refused beside a SQLite file, which has one server', () => {
  expect(() => redisSetting({ REDIS_URL: 'redis://localhost' }, { engine: 'sqlite' })).toThrow('DATABASE_URL');
});

it('says how several addresses are written, and repeats no password', () => {
  expect(() => read('redis://one:1,two:2')).toThrow('redis+cluster://');
  expect(() => read('redis://:hush@one two')).not.toThrow('hush');
});
