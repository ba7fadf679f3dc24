// The server is killed while people knock, wait and are answered: what was acknowledged stands, and every answer arrives.
import type { CreatedCall, Knock, KnockMade, KnockVerdict, Page } from '@parley/protocol';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../support/bare-socket.ts';
import { api } from '../support/rest-api.ts';
import { newSecret } from '../support/samples.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';
import { Random } from './random.ts';
import { seedsOf } from './seeds.ts';

const LIMIT_MS = 120_000;
/** Who knocks in one run: enough for some to be in the midst of it. */
const KNOCKERS = 12;
/** What one is told who knocks again after such an answer. */
const STOOD = { admitted: 'admitted', refused: 'rate-limited' } as const;

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ env: { PARLEY_RECONNECT_GRACE: '86400' } });
}, LIMIT_MS);
afterAll(() => server.discard());

/** Does it all while the server is killed after so many milliseconds; answers what was acknowledged. */
async function throughDeath<Result>(ms: number, asked: readonly (() => Promise<Result>)[]): Promise<(Result | null)[]> {
  const answers = asked.map((ask) => ask().catch(() => null));
  await pause(ms);
  await server.kill();
  const acknowledged = await Promise.all(answers);
  await server.restart();
  return acknowledged;
}

it.each(seedsOf('lobby', { short: 3, long: 60 }))(
  'loses no knock and no answer: seed %i',
  async (seed) => {
    const random = Random.of(seed, 'lobby');
    const { body: call } = await api(server.url).post<CreatedCall>('/calls', { lobby: true });
    const asOwner = { bearer: call.ownerSecret };
    const path = `/calls/${call.id}/knocks`;
    const secrets = Array.from({ length: KNOCKERS }, () => newSecret());
    const knock = (secret: string) => async () => (await api(server.url).post<KnockMade>(path, { secret })).body;

    const before = await throughDeath(random.integer(0, 20), secrets.map(knock));
    const knocks = await Promise.all(secrets.map((secret) => knock(secret)()));
    for (const [index, made] of before.entries()) if (made) expect(knocks[index]).toEqual(made);
    const { body: list } = await api(server.url).get<Page<Knock>>(path, asOwner);
    expect(list.items.map(({ id }) => id).toSorted()).toEqual(knocks.map(({ id }) => id).toSorted());

    const verdicts = knocks.map((): KnockVerdict => random.pick(['admitted', 'refused']));
    const answer = (index: number) => async () => {
      const { body } = await api(server.url).patch<Knock>(
        `${path}/${knocks[index]?.id}`,
        { state: verdicts[index] },
        asOwner,
      );
      return body.state ?? null;
    };
    const answers = knocks.map((_, index) => answer(index));
    const acknowledged = await throughDeath(random.integer(0, 20), answers);
    const stands = async (index: number): Promise<Knock> =>
      (await api(server.url).get<Knock>(`${path}/${knocks[index]?.id}`, { bearer: secrets[index] })).body;
    for (const [index, state] of acknowledged.entries()) if (state) expect((await stands(index)).state).toBe(state);

    // Whoever was not answered waits still, at a socket now, and hears of the next answer.
    const sockets = await Promise.all(knocks.map(() => connect(server.url)));
    const heard: Promise<Knock>[] = [];
    for (const [index, socket] of sockets.entries()) {
      const asked = await socket.request('knock', { callId: call.id, secret: secrets[index] });
      if (asked.ok && asked.knock.state === 'waiting') {
        expect(acknowledged[index]).toBeNull();
        heard.push(socket.next('knock-answered').then(({ knock: answered }) => answered));
      } else expect(asked.ok ? asked.knock.state : asked.error.code).toBe(STOOD[verdicts[index] ?? 'refused']);
    }
    await Promise.all(answers.map((again) => again()));
    for (const { id, state } of await Promise.all(heard)) {
      expect(state).toBe(verdicts[knocks.findIndex((made) => made.id === id)]);
    }
    for (const socket of sockets) socket.close();
    for (const index of knocks.keys()) expect((await stands(index)).state).toBe(verdicts[index]);
  },
  LIMIT_MS,
);
