// Which files a server does not start on: it says why in one line, exits with code 1, and leaves them as they were.
import type { Call, CreatedCall } from '@parley/protocol';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { api } from '../support/rest-api.ts';
import { startServer } from '../support/start-server.ts';
import { refusedStart } from './refused-start.ts';
import { SmallDisk, whyNoDisks } from './small-disk.ts';

const LIMIT_MS = 60_000;
const PAGE = 4096;

const folder = mkdtempSync(join(tmpdir(), 'parley-start-'));
afterAll(() => rmSync(folder, { recursive: true }));

const refusal = (why: string) => ({ code: 1, lines: [expect.stringContaining(why)] });

describe('two servers on one file', () => {
  it(
    'the second is refused and the first goes on; when the first is killed, another may take over',
    async () => {
      const first = await startServer();
      const file = join(first.dataFolder, 'parley.db');
      try {
        const { body } = await api(first.url).post<CreatedCall>('/calls', {});
        expect(await refusedStart(file)).toEqual(refusal('in use by another Parley server'));
        expect((await api(first.url).post('/calls', {})).status).toBe(201);

        await first.kill();
        const second = await startServer({ env: { DATABASE_URL: `sqlite:${file}` } });
        expect((await api(second.url).get(`/calls/${body.id}`)).status).toBe(200);
        await second.discard();
      } finally {
        await first.discard();
      }
    },
    LIMIT_MS,
  );
});

describe('a file that is torn or not ours', () => {
  let ours: Buffer;
  beforeAll(async () => {
    const server = await startServer();
    const file = join(server.dataFolder, 'parley.db');
    for (let made = 0; made < 100; made += 1) {
      await api(server.url).post('/calls', { name: `call ${made}`, metadata: { filler: 'x'.repeat(1000) } });
    }
    await server.stop();
    // The file alone is whole.
    expect(readdirSync(server.dataFolder).filter((name) => name.endsWith('-wal'))).toEqual([]);
    ours = readFileSync(file);
    await server.discard();
  }, LIMIT_MS);

  const foreign = (file: string, script: string): void => {
    const database = new DatabaseSync(file);
    database.exec(script);
    database.close();
  };

  it.each<[string, (file: string) => void, string]>([
    ['its end is missing', (file) => writeFileSync(file, ours.subarray(0, ours.length - 2 * PAGE - 100)), 'torn'],
    ['only its first bytes are there', (file) => writeFileSync(file, ours.subarray(0, 50)), 'torn'],
    [
      'pages in its middle are noise',
      (file) => writeFileSync(file, Buffer.from(ours).fill(0xa5, 4 * PAGE, 8 * PAGE)),
      'torn',
    ],
    ['its pages are zeros', (file) => writeFileSync(file, Buffer.from(ours).fill(0, PAGE)), 'torn'],
    ['it is a letter', (file) => writeFileSync(file, 'Dear Grace, '.repeat(2000)), 'no SQLite database'],
    [
      'it is another program’s',
      (file) => foreign(file, "create table t (x); insert into t values ('mine')"),
      'another program',
    ],
    [
      'a newer Parley made it',
      (file) => {
        writeFileSync(file, ours);
        foreign(file, "insert into migrations values ('9999-later', 0)");
      },
      'newer Parley',
    ],
  ])(
    'is refused and left alone: %s',
    async (name, make, why) => {
      const file = join(folder, `${name.replaceAll(/\W/g, '-')}.db`);
      make(file);
      const before = readFileSync(file);
      expect(await refusedStart(file)).toEqual(refusal(why));
      expect(readFileSync(file).equals(before)).toBe(true);
      expect(readdirSync(folder).filter((other) => other.startsWith(file) && other.endsWith('-wal'))).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'is used when nothing was ever written to it',
    async () => {
      const file = join(folder, 'empty.db');
      writeFileSync(file, '');
      truncateSync(file, 0);
      const server = await startServer({ env: { DATABASE_URL: `sqlite:${file}` } });
      await server.discard();
    },
    LIMIT_MS,
  );
});

const describeDisk = whyNoDisks() ? describe.skip : describe;

describeDisk('a disk that became full while the server was down', () => {
  it(
    'is refused while people have seats; when there is room again, everything is there',
    async () => {
      const disk = SmallDisk.tmpfs();
      const file = join(disk.folder, 'parley.db');
      const server = await startServer({ env: { DATABASE_URL: `sqlite:${file}` } });
      try {
        const { body } = await api(server.url).post<CreatedCall>('/calls', {});
        await api(server.url).post(`/calls/${body.id}/participants`, {});
        await server.stop();
        disk.fill();
        expect(await refusedStart(file)).toEqual(refusal('is full: make room'));
        disk.free();
        await server.start();
        const { body: now } = await api(server.url).get<Call>(`/calls/${body.id}`);
        expect(now.participants).toHaveLength(1);
      } finally {
        await server.discard();
        disk.discard();
      }
    },
    LIMIT_MS,
  );
});

describeDisk('a mount that became read-only while the server was down', () => {
  it(
    'is refused; when it can be written again, everything is there',
    async () => {
      const disk = SmallDisk.tmpfs();
      const file = join(disk.folder, 'parley.db');
      const server = await startServer({ env: { DATABASE_URL: `sqlite:${file}` } });
      try {
        const { body } = await api(server.url).post<CreatedCall>('/calls', {});
        await server.kill();
        disk.remount('ro');
        expect(await refusedStart(file)).toEqual(refusal(file));
        disk.remount('rw');
        await server.start();
        expect((await api(server.url).get(`/calls/${body.id}`)).status).toBe(200);
      } finally {
        await server.discard();
        disk.discard();
      }
    },
    LIMIT_MS,
  );
});
