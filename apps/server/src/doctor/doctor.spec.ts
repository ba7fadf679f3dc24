import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../settings/read-settings.ts';
import { checkClock, judgeOffset } from './checks/clock.check.ts';
import { checkDatabase, judgeSpace } from './checks/database.check.ts';
import { checkPublicUrl } from './checks/public-url.check.ts';
import { checkStun } from './checks/stun.check.ts';
import { checkTurn } from './checks/turn.check.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';
import { reportLines, shortReport } from './report.ts';

const settings = (environment: Record<string, string>) => readSettings({ PARLEY_STUN_URLS: '', ...environment });
const verdicts = (findings: Finding[]) => findings.map(({ verdict }) => verdict);
const GIBIBYTE = 1024 ** 3;

describe('the database', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'parley-doctor-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('is good in a folder that can be written, and leaves nothing there', async () => {
    const [finding] = await checkDatabase(settings({ DATABASE_URL: `sqlite:${folder}/new/parley.db` }));
    expect(finding?.says).toMatch(/can be written, [\d.]+ (MiB|GiB) are free/);
  });

  it('is bad where no folder can be', async () => {
    await writeFile(join(folder, 'file'), '');
    const findings = await checkDatabase(settings({ DATABASE_URL: `sqlite:${folder}/file/parley.db` }));
    expect(verdicts(findings)).toEqual(['bad']);
    expect(findings[0]?.remedy).toContain('DATABASE_URL');
  });

  it.each([
    [2 * GIBIBYTE, 'good', '2.0 GiB'],
    [GIBIBYTE / 2, 'warning', '512 MiB'],
    [GIBIBYTE / 16, 'bad', '64 MiB'],
  ])('with %i bytes free is %s', (free, verdict, words) => {
    const finding = judgeSpace('/data', free);
    expect(finding.verdict).toBe(verdict);
    expect(finding.says).toContain(words);
  });
});

describe('the address', () => {
  it.each([
    [{}, 'warning', 'PARLEY_PUBLIC_URL'],
    [{ PARLEY_PUBLIC_URL: 'http://calls.example.org' }, 'bad', 'PARLEY_TLS_CERT'],
    [{ PARLEY_PUBLIC_URL: 'http://127.0.0.1:1' }, 'warning', 'Start the server'],
  ])('%j is a %s', async (environment, verdict, remedy) => {
    const [finding] = await checkPublicUrl(settings(environment));
    expect(finding).toMatchObject({ verdict, remedy: expect.stringContaining(remedy) });
  });

  it.each([
    [200, 'good'],
    [502, 'bad'],
  ])('that answers %i is %s', async (status, verdict) => {
    const server = createServer((_, response) => response.writeHead(status).end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(verdicts(await checkPublicUrl(settings({ PARLEY_PUBLIC_URL: `http://127.0.0.1:${port}` })))).toEqual([
      verdict,
    ]);
    server.close();
  });
});

describe('STUN and TURN', () => {
  it('none is a note each', async () => {
    expect(verdicts(await checkStun(settings({})))).toEqual(['warning']);
    expect(verdicts(await checkTurn(settings({})))).toEqual(['warning']);
  });

  it('each address that nobody answers at is told with its port', async () => {
    const findings = await checkTurn(
      settings({ PARLEY_TURN_URLS: 'turn:127.0.0.1:1?transport=tcp', PARLEY_TURN_SECRET: 'north' }),
    );
    expect(verdicts(findings)).toEqual(['bad']);
    expect(findings[0]?.remedy).toContain('TCP port 1');
  });
});

describe('the clock', () => {
  it.each([
    [2, 'good', 'right to 2.0 s'],
    [90, 'bad', '90.0 s behind'],
    [-90, 'bad', '90.0 s ahead'],
  ])('%i s behind', (offset, verdict, says) => {
    expect(judgeOffset(offset)).toMatchObject({ verdict, says });
  });

  it('is compared with a time server’s', async () => {
    const server = createSocket('udp4');
    server.on('message', (_, { port, address }) => {
      const answer = Buffer.alloc(48);
      answer.writeUInt32BE(Math.floor(Date.now() / 1000) + 2_208_988_800 + 60, 40);
      server.send(answer, port, address);
    });
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    const findings = await checkClock({ host: '127.0.0.1', port: server.address().port });
    expect(findings).toMatchObject([{ verdict: 'bad', says: expect.stringMatching(/^(59|60)\.\d s behind$/) }]);
    server.close();
  });
});

it('a check that breaks is a finding, and the others are told', async () => {
  const good: Finding = { subject: 'One', verdict: 'good', says: 'fine', remedy: null };
  const findings = await examine(settings({}), [
    () => Promise.resolve([good]),
    () => Promise.reject(new Error('broken')),
  ]);
  expect(verdicts(findings)).toEqual(['good', 'bad']);
  expect(reportLines(findings)).toEqual([
    '  ok    One       fine',
    '  BAD   Doctor    a check broke: Error: broken',
    '                  Please report this: it is a mistake of Parley.',
  ]);
  expect(shortReport(findings)).not.toContain('One');
  expect(shortReport([good])).toBe('');
});
