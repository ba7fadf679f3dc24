// What people at different servers see of each other: all that they would see at one.
import type { Call, Joined, MailboxPage } from '@parley/protocol';
import { createClient } from '@redis/client';
import { connect, type BareSocket } from '../support/bare-socket.ts';
import { api } from '../support/rest-api.ts';
import { ANSWER, CANDIDATE, newSecret, OFFER } from '../support/samples.ts';
import { Figures } from '../operations/support/figures.ts';
import { Cluster } from './cluster.ts';
import { knocking } from './knocking.ts';
import { candidate, createCall, sit, type Someone } from './people.ts';

const LIMIT_MS = 60_000;
/** What watchers miss is looked up every four seconds, and more often once it is known that Redis is away; and the same. */
const WATCHED_MS = 5000 + 1500;

let cluster: Cluster;
const sockets: BareSocket[] = [];
beforeAll(async () => {
  cluster = await Cluster.start({ env: { PARLEY_RATE_LIMIT: 'on' } });
}, LIMIT_MS);
afterEach(() => sockets.splice(0).forEach((socket) => socket.close()));
afterAll(() => cluster?.discard(), LIMIT_MS);

const at = (server: number): string => cluster.member(server).server.url;

async function open(url: string): Promise<BareSocket> {
  const socket = await connect(url);
  sockets.push(socket);
  return socket;
}

async function join(url: string, callId: string, secret?: string): Promise<Someone> {
  return sit(await open(url), callId, secret);
}

it('an open offer, who takes it, the answer and candidates go between them', async () => {
  const { id } = await createCall(at(0));
  const ada = await join(at(0), id);
  await ada.socket.ok('offer', { messageId: 'open', description: OFFER });
  const bob = await join(at(1), id);
  expect(bob.joined.mailbox).toMatchObject([{ messageId: 'open', seq: 1 }]);
  expect(await ada.socket.next('participant-joined')).toMatchObject({ tookOffer: 'open', participant: { id: bob.id } });
  await bob.socket.ok('answer', { to: ada.id, messageId: 'answer', description: ANSWER });
  expect(await ada.socket.next('answer')).toMatchObject({ messageId: 'answer', seq: 1, from: bob.id });
  const said = Array.from({ length: 50 }, (_, index) => `c${index}`);
  await Promise.all(said.map((messageId) => bob.socket.ok('candidate', candidate(ada, messageId))));
  await ada.socket.next('candidate', ({ seq }) => seq === 51);
  expect(ada.socket.all('candidate').map(({ messageId }) => messageId)).toEqual(said);
  expect(await ada.socket.request('received', { seq: 51 })).toEqual({ ok: true });
});

it('what three say to one at once comes in the order of its mailbox, each once', async () => {
  const { id } = await createCall(at(0), { maxParticipants: 4 });
  const ada = await join(at(0), id);
  const others = [await join(at(0), id), await join(at(1), id), await join(at(2), id)];
  await Promise.all(
    others.flatMap(({ socket }) => Array.from({ length: 40 }, () => socket.ok('candidate', candidate(ada)))),
  );
  await ada.socket.next('candidate', ({ seq }) => seq === 120);
  expect(ada.socket.all('candidate').map(({ seq }) => seq)).toEqual(
    Array.from({ length: 120 }, (_, index) => index + 1),
  );
});

it('a signal for a seat at the same server does not touch Redis; one for another server does, once', async () => {
  const { id } = await createCall(at(0), { maxParticipants: 3 });
  const [ada, bob, cyd] = [await join(at(0), id), await join(at(0), id), await join(at(1), id)];
  const commands: string[] = [];
  const monitor = createClient({ url: cluster.redisUrl ?? '' });
  await monitor.connect();
  try {
    await monitor.monitor((line) => commands.push(line));
    for (let count = 0; count < 20; count += 1) await ada.socket.ok('candidate', candidate(bob, `same ${count}`));
    await bob.socket.next('candidate', ({ messageId }) => messageId === 'same 19');
    await ada.socket.ok('candidate', candidate(cyd, 'there'));
    await cyd.socket.next('candidate', ({ messageId }) => messageId === 'there');
  } finally {
    monitor.destroy();
  }
  const ofTheCall = commands.filter((line) => line.includes(id));
  expect(ofTheCall.filter((line) => line.includes('same'))).toEqual([]);
  expect(ofTheCall).toHaveLength(1);
});

it('comings, goings and the end are told to everyone, and the call’s state with them', async () => {
  const { id, ownerSecret } = await createCall(at(0), { maxParticipants: 4 });
  const [ada, bob, cyd] = [await join(at(0), id), await join(at(1), id), await join(at(2), id)];
  expect(await ada.socket.next('participant-joined', ({ participant }) => participant.id === cyd.id)).toBeDefined();
  bob.socket.close();
  for (const { socket } of [ada, cyd]) {
    const { participant } = await socket.next('participant-updated', ({ participant: { id: who } }) => who === bob.id);
    expect(participant.state).toBe('reconnecting');
  }
  const again = await join(at(2), id, bob.secret);
  expect(again.joined.resumed).toBe(true);
  await ada.socket.next('participant-updated', ({ participant }) => participant.state === 'connected');

  const { status } = await api(at(1)).delete(`/calls/${id}/participants/${bob.id}`, { bearer: ownerSecret });
  expect(status).toBe(204);
  expect(await again.socket.next('closing')).toMatchObject({ code: 'removed' });
  expect(await ada.socket.next('participant-left')).toMatchObject({ participant: { id: bob.id }, reason: 'removed' });
  await api(at(2)).patch(`/calls/${id}`, { name: 'renamed' }, { bearer: ownerSecret });
  await ada.socket.next('call-changed', ({ call }) => call.name === 'renamed');
  await cyd.socket.ok('hangup', { reason: 'dinner' });
  expect(await ada.socket.next('hangup')).toMatchObject({ from: cyd.id, reason: 'dinner' });
  await api(at(1)).patch(`/calls/${id}`, { state: 'ended' }, { bearer: ownerSecret });
  expect(await ada.socket.next('call-ended')).toMatchObject({ reason: 'ended', call: { state: 'ended' } });
});

it('what a seat may do, and that it is asked to mute, reaches its socket at another server', async () => {
  const { id, ownerSecret } = await createCall(at(0));
  const [ada, bob] = [await join(at(0), id), await join(at(1), id)];
  const bobs = `/calls/${id}/participants/${bob.id}`;
  await api(at(2)).post(`${bobs}/mute-requests`, { kind: 'camera' }, { bearer: ownerSecret });
  expect(await bob.socket.next('mute-requested')).toEqual({ kind: 'camera', by: null });
  await api(at(0)).patch(bobs, { permissions: ['data'] }, { bearer: ownerSecret });
  for (const { socket } of [ada, bob]) {
    const { participant } = await socket.next('participant-updated', ({ participant: { id: who } }) => who === bob.id);
    expect(participant.permissions).toEqual(['data']);
  }
  expect(ada.socket.all('mute-requested')).toEqual([]);
});

it('a seat that is taken at another server is closed at the first, which cannot write for it any more', async () => {
  const { id } = await createCall(at(0));
  const [ada, bob] = [await join(at(0), id), await join(at(1), id)];
  const again = await join(at(2), id, ada.secret);
  expect(await ada.socket.next('closing')).toMatchObject({ code: 'replaced' });
  await bob.socket.ok('candidate', candidate(ada, 'for the new one'));
  expect(await again.socket.next('candidate')).toMatchObject({ messageId: 'for the new one' });
  expect((await api(at(0)).get<Call>(`/calls/${id}`)).body.participants.map(({ state }) => state)).toEqual([
    'connected',
    'connected',
  ]);
});

it(
  'a poll that is held at one server is answered by what is said at another, and by the end of the call',
  async () => {
    const { id, ownerSecret } = await createCall(at(0), { maxParticipants: 3 });
    const secret = newSecret();
    const ada = (await api(at(0)).post<Joined>(`/calls/${id}/participants`, { secret })).body.self;
    const bob = await join(at(1), id);
    const poll = (after: number) =>
      api(at(2)).get<MailboxPage>(`/calls/${id}/participants/${ada.id}/mailbox?after=${after}&wait=20`, {
        bearer: secret,
      });
    const held = poll(0);
    await bob.socket.ok('candidate', { to: ada.id, messageId: 'wakes', candidate: CANDIDATE });
    expect((await held).body.items).toMatchObject([{ messageId: 'wakes', seq: 1 }]);
    const last = poll(1);
    await api(at(1)).patch(`/calls/${id}`, { state: 'ended' }, { bearer: ownerSecret });
    expect((await last).body).toEqual({ items: [], more: false });
  },
  LIMIT_MS,
);

it('whoever watches the list at one server hears of the calls of all', async () => {
  const watcher = await open(at(0));
  await watcher.ok('watch', {});
  const { id, ownerSecret } = await createCall(at(1), { name: 'to be seen' });
  expect(await watcher.next('call-changed', ({ call }) => call.id === id)).toMatchObject({
    call: { name: 'to be seen' },
  });
  await api(at(2)).delete(`/calls/${id}`, { bearer: ownerSecret });
  await watcher.next('call-changed', ({ call }) => call.id === id && call.state === 'ended');
});

it('who asked for too much at one server is refused at another, too, and nobody else is', async () => {
  const miss = async (server: number, address: string): Promise<number> =>
    (await api(at(server)).get('/calls/none', { headers: { 'X-Forwarded-For': address } })).status;
  const misses = (server: number): Promise<number[]> =>
    Promise.all(Array.from({ length: 50 }, () => miss(server, '203.0.113.7')));
  while (!(await misses(0)).includes(429));
  // By itself the other one would let 300 through: it has as many rounds as a slow machine may need, and not so many.
  const there: number[] = [];
  for (let round = 0; round < 5 && !there.includes(429); round += 1) there.push(...(await misses(1)));
  expect(there).toContain(429);
  expect(await miss(1, '203.0.113.8')).toBe(404);
});

it('what was read over REST elsewhere may be confirmed here before it was heard of here', async () => {
  const { id } = await createCall(at(0));
  const [ada, bob] = [await join(at(0), id), await join(at(1), id)];
  for (let seq = 1; seq <= 20; seq += 1) {
    await bob.socket.ok('candidate', candidate(ada));
    expect(await ada.socket.request('received', { seq })).toEqual({ ok: true });
  }
  expect(await ada.socket.request('received', { seq: 21 })).toMatchObject({ error: { code: 'invalid-payload' } });
});

it('each tells of its connections to PostgreSQL and Redis', async () => {
  const before = await Figures.of(at(0));
  const { id } = await createCall(at(0));
  const [ada, bob] = [await join(at(0), id), await join(at(1), id)];
  await ada.socket.ok('candidate', candidate(bob));
  await bob.socket.next('candidate');
  const figures = await Figures.of(at(0));
  expect(figures.of('parley_redis_up', { mode: 'single' })).toBe(1);
  expect(figures.of('parley_redis_connects_total', { mode: 'single' })).toBe(1);
  expect(figures.risenSince(before)['parley_redis_messages_total{direction="out"}']).toBeGreaterThanOrEqual(2);
  for (const pool of ['writing', 'reading']) {
    const [used, idle] = ['used', 'idle'].map((state) => figures.of('parley_database_connections', { pool, state }));
    expect((used ?? 0) + (idle ?? 0)).toBeGreaterThanOrEqual(1);
    expect(figures.of('parley_database_connections_opened_total', { pool })).toBeGreaterThanOrEqual(1);
  }
});

it(
  'whoever watches the list hears of what other servers did while Redis was away',
  async () => {
    const watcher = await open(at(0));
    const { id, ownerSecret } = await createCall(at(1), { name: 'before' });
    await watcher.ok('watch', {});
    const { toRedis } = cluster.member(0);
    toRedis?.cut();
    try {
      await api(at(1)).patch(`/calls/${id}`, { state: 'ended' }, { bearer: ownerSecret });
      const { id: late } = await createCall(at(2), { name: 'meanwhile' });
      const heard = { within: WATCHED_MS };
      await watcher.next('call-changed', ({ call }) => call.id === id && call.state === 'ended', heard);
      await watcher.next('call-changed', ({ call }) => call.id === late, heard);
    } finally {
      toRedis?.mend();
    }
  },
  LIMIT_MS,
);

it('whoever knocks at one server is let in at another, at a socket and over REST', async () => {
  const { owner, ada, bob, close } = await knocking(at(0), at(1));
  const knocked = [await owner.next('knock-changed'), await owner.next('knock-changed')];
  expect(knocked.map(({ knock }) => knock.id)).toEqual([ada.id, bob.id]);
  for (const { id } of [ada, bob]) await owner.ok('answer-knock', { knockId: id, state: 'admitted' });
  expect((await ada.socket.next('knock-answered')).knock).toMatchObject({ id: ada.id, state: 'admitted' });
  expect(await bob.answered).toMatchObject({ id: bob.id, state: 'admitted' });
  close();
});

/** A Redis that TEST_REDIS_URL names is not ours to end. */
(process.env['TEST_REDIS_URL'] === undefined ? it : it.skip)(
  'a restart of Redis disturbs no seat, and what is said meanwhile arrives',
  async () => {
    const { id } = await createCall(at(0));
    const [ada, bob] = [await join(at(0), id), await join(at(1), id)];
    const said = async (messageId: string): Promise<void> => {
      await bob.socket.ok('candidate', candidate(ada, messageId));
      await ada.socket.next('candidate', (signal) => signal.messageId === messageId, { within: WATCHED_MS });
    };
    const isUp = async (url: string): Promise<boolean> =>
      (await Figures.of(url)).of('parley_redis_up', { mode: 'single' }) === 1;
    await cluster.redis?.stop();
    await said('while it is away');
    await cluster.redis?.restart();
    for (const { server } of cluster.members) while (!(await isUp(server.url)));
    await said('once it is back');
    for (const { socket } of [ada, bob]) {
      expect([socket.io.connected, socket.all('participant-updated'), socket.all('closing')]).toEqual([true, [], []]);
    }
  },
  LIMIT_MS,
);
