// TURN as a user gets it: credentials from the server, an allocation from a real coturn.
import type { CreatedCall, IceServers, Joined } from '@parley/protocol';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateFor } from '../../apps/server/src/lan/certificate.ts';
import { readSettings } from '../../apps/server/src/settings/read-settings.ts';
import { iceAddress } from '../../apps/server/src/turn/ice-address.ts';
import { probeStun, probeTurn, type Probed } from '../../apps/server/src/turn/probe.ts';
import { COTURN, findTool } from '../../scripts/lib/system-tools.ts';
import { connect, type BareSocket } from '../support/bare-socket.ts';
import { api } from '../support/rest-api.ts';
import { freePort, startServer, type RunningServer } from '../support/start-server.ts';

const LIMIT_MS = 60_000;
const API_KEY = 'key-of-a-back-end';
const withCoturn = findTool(COTURN) ? describe : describe.skip;

withCoturn('a server with a TURN server of its own', () => {
  let folder: string;
  let server: RunningServer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-turn-test-'));
    const settings = readSettings({ DATABASE_URL: `sqlite:${folder}/parley.db` });
    await certificateFor(settings, { ips: ['127.0.0.1'], names: ['localhost'], reachable: null });
    server = await startServer({
      env: {
        PARLEY_TURN: 'on',
        PARLEY_TURN_PORT: String(await freePort()),
        PARLEY_TLS_CERT: join(folder, 'lan-certificate.pem'),
        PARLEY_TLS_KEY: join(folder, 'lan-certificate-key.pem'),
        PARLEY_HTTPS_PORT: String(await freePort()),
        PARLEY_API_KEYS: API_KEY,
        PARLEY_STUN_URLS: '',
      },
    });
  }, LIMIT_MS);
  afterAll(async () => {
    // Not killed, so that coturn ends with it.
    await server.stop();
    await server.discard();
    await rm(folder, { recursive: true });
  });

  /** What each address answers to the credentials that came with it. */
  async function probed({ iceServers }: IceServers): Promise<Map<string, Probed>> {
    const answers = new Map<string, Probed>();
    for (const { urls, username = '', credential = '' } of iceServers) {
      for (const url of [urls].flat()) {
        const address = iceAddress(url);
        if (address) answers.set(address.transport, await probeTurn(address, { username, credential }));
      }
    }
    return answers;
  }

  async function seat(): Promise<Joined> {
    const { id } = (await api(server.url).post<CreatedCall>('/calls', {})).body;
    return (await api(server.url).post<Joined>(`/calls/${id}/participants`, {})).body;
  }

  it('gives whoever joins credentials that it takes, over UDP, TCP and TLS', async () => {
    const joined = await seat();
    expect(joined.iceServers[0]?.username).toMatch(new RegExp(`^\\d+:${joined.self.id}$`));
    const answers = await probed(joined);
    expect([...answers.keys()].toSorted()).toEqual(['tcp', 'tls', 'udp']);
    expect([...answers.values()].map(({ verdict }) => verdict)).toEqual(['serves', 'serves', 'serves']);
  });

  it('gives them anew to a seat’s secret and to an API key, and to nobody else', async () => {
    const { secret = '', self } = await seat();
    const own = (await api(server.url).get<IceServers>('/ice-servers', { bearer: secret })).body;
    expect(own.iceServers[0]?.username).toContain(self.id);
    expect((await probed(own)).get('udp')).toMatchObject({ verdict: 'serves' });
    const keys = (await api(server.url).get<IceServers>('/ice-servers', { bearer: API_KEY })).body;
    expect((await probed(keys)).get('udp')).toMatchObject({ verdict: 'serves' });
    const strangers = await api(server.url).get<IceServers>('/ice-servers');
    expect(strangers.body).toEqual({ iceServers: [], expiresAt: null });
  });

  it('takes no credentials that it did not make, and says nothing where nobody listens', async () => {
    const { iceServers } = await seat();
    const [url = ''] = [iceServers[0]?.urls ?? ''].flat();
    const address = iceAddress(url);
    if (!address) throw new Error(`No address: ${url}`);
    const forged = { username: `${Math.floor(Date.now() / 1000) + 60}:mallory`, credential: 'AAAA' };
    expect(await probeTurn(address, forged)).toEqual({ verdict: 'refused', reason: '401 Unauthorized' });
    expect(await probeStun(address)).toMatchObject({ verdict: 'serves' });
    const nobody = { ...address, port: await freePort() };
    expect(await probeStun(nobody, 300)).toMatchObject({ verdict: 'silent' });
    expect(await probeStun({ ...nobody, transport: 'tcp' }, 300)).toMatchObject({ verdict: 'silent' });
  });

  it(
    'takes credentials from before a restart, also after it was killed',
    async () => {
      const joined = await seat();
      await server.restart();
      expect((await probed(joined)).get('udp')).toMatchObject({ verdict: 'serves' });
      expect(await server.stop()).toBe(0);
      expect((await probed(joined)).get('udp')).toMatchObject({ verdict: 'silent' });
      await server.start();
      expect((await probed(joined)).get('udp')).toMatchObject({ verdict: 'serves' });
    },
    LIMIT_MS,
  );
});

it(
  'a seat on a socket is given new credentials before the old ones run out, more than once',
  async () => {
    // Renewed after more than a second: a time limit is one of whole seconds.
    const ttl = 8;
    const server = await startServer({
      env: { PARLEY_TURN_URLS: 'turn:turn.example', PARLEY_TURN_SECRET: 'north', PARLEY_TURN_TTL: String(ttl) },
    });
    let socket: BareSocket | null = null;
    try {
      const { id } = (await api(server.url).post<CreatedCall>('/calls', {})).body;
      socket = await connect(server.url);
      const joined = await socket.request('join', { callId: id });
      if (!joined.ok) throw new Error(joined.error.message);
      let { expiresAt } = joined;
      for (let round = 0; round < 2; round += 1) {
        const renewed = await socket.next('ice-servers');
        const [before, after] = [expiresAt, renewed.expiresAt].map((at) => Date.parse(at ?? '') / 1000);
        expect(after).toBeGreaterThan(before ?? NaN);
        // When they were made, whenever they were heard of here.
        expect((after ?? NaN) - ttl).toBeLessThan(before ?? NaN);
        expect(renewed.iceServers.at(-1)?.username).toContain(joined.self.id);
        ({ expiresAt } = renewed);
      }
    } finally {
      socket?.io.close();
      await server.discard();
    }
  },
  LIMIT_MS,
);
