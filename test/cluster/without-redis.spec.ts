// Two servers without Redis: what either should have told the other is looked up.
import type { CreatedCall } from '@parley/protocol';
import { connect, type BareSocket } from '../support/bare-socket.ts';
import { api } from '../support/rest-api.ts';
import { CANDIDATE, newSecret } from '../support/samples.ts';
import { Cluster } from './cluster.ts';
import { knocking } from './knocking.ts';

const LIMIT_MS = 60_000;
/** A server that is killed is known to be dead within this, and a second for a busy machine. */
const LAPSE_MS = 10_000 + 1000;

let cluster: Cluster;
const sockets: BareSocket[] = [];
beforeAll(async () => {
  cluster = await Cluster.start({ servers: 2, redis: false, env: { PARLEY_RECONNECT_GRACE: '2' } });
}, LIMIT_MS);
afterEach(() => sockets.splice(0).forEach((socket) => socket.close()));
afterAll(() => cluster?.discard(), LIMIT_MS);

const at = (server: number): string => cluster.member(server).server.url;

async function join(url: string, callId: string): Promise<{ id: string; socket: BareSocket }> {
  const socket = await connect(url);
  sockets.push(socket);
  return { id: (await socket.ok('join', { callId, secret: newSecret() })).self.id, socket };
}

it('whoever knocks at one server is let in, or not, at another', async () => {
  const { owner, ada, bob, close } = await knocking(at(0), at(1));
  for (const { id } of [ada, bob]) await owner.next('knock-changed', ({ knock }) => knock.id === id);
  await owner.ok('answer-knock', { knockId: ada.id, state: 'admitted' });
  await owner.ok('answer-knock', { knockId: bob.id, state: 'refused' });
  const [{ knock: adas }, bobs] = await Promise.all([ada.socket.next('knock-answered'), bob.answered]);
  expect([adas.state, bobs.state]).toEqual(['admitted', 'refused']);
  close();
});

it(
  'the people of a server that dies are reconnecting soon, and lost once, when nobody hears from them',
  async () => {
    const { body: call } = await api(at(0)).post<CreatedCall>('/calls', { maxParticipants: 3 });
    const [ada, bob] = [await join(at(0), call.id), await join(at(1), call.id)];
    await bob.socket.ok('candidate', { to: ada.id, messageId: 'looked up', candidate: CANDIDATE });
    await ada.socket.next('candidate');

    await cluster.member(0).server.kill();
    const { participant } = await bob.socket.next('participant-updated', undefined, { within: LAPSE_MS });
    expect(participant).toMatchObject({ id: ada.id, state: 'reconnecting' });
    expect(await bob.socket.next('participant-left')).toMatchObject({ participant: { id: ada.id }, reason: 'lost' });
    expect(bob.socket.all('participant-left')).toHaveLength(1);
  },
  LIMIT_MS,
);
