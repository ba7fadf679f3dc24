// Seats on sockets: taken, replaced, given up, and what crosses a join.
import { samples } from './signaling-samples.ts';
import { SignalingServer } from './signaling-server.ts';

const { offer, answer, candidate } = samples;

let server: SignalingServer;
beforeAll(async () => {
  server = await SignalingServer.start();
});
afterAll(() => server.close());

const secret = (letter: string) => letter.repeat(30);

it('takes two into a call, the one there first being told of the newcomer, and each signal reaching the other in order', async () => {
  const callId = await server.createCall();
  const [anna, ben] = [await server.connect(), await server.connect()];
  const annaJoined = await anna.ok('join', { callId, displayName: 'Anna' });
  expect(annaJoined).toMatchObject({ resumed: false, mailbox: [], more: false, call: { state: 'waiting' } });
  expect(annaJoined.secret).toMatch(/^[\w-]{22,}$/);
  expect(annaJoined.call.joinUrl).toBe(`${server.url}/c/${callId}`);
  const benJoined = await ben.ok('join', { callId, displayName: 'Ben', secret: secret('b') });
  expect(benJoined).not.toHaveProperty('secret');
  expect(benJoined.call.participants.map(({ displayName }) => displayName)).toEqual(['Anna', 'Ben']);
  await expect(anna.next('participant-joined')).resolves.toEqual({ participant: benJoined.self, tookOffer: null });

  const to = benJoined.self.id;
  const positions = await Promise.all([
    anna.ok('offer', { ...offer('o1'), to }),
    anna.ok('candidate', { ...candidate('c1'), to }),
    anna.ok('candidate', { messageId: 'c2', candidate: null, to }),
  ]);
  expect(positions.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  await ben.next('candidate', ({ seq }) => seq === 3);
  const received = ben.journal.filter(({ name }) => name === 'offer' || name === 'candidate');
  expect(received.map(({ payload }) => payload)).toMatchObject([
    { seq: 1, from: annaJoined.self.id, to, type: 'offer', ...offer('o1'), connection: '', delivered: false },
    { seq: 2, ...candidate('c1') },
    { seq: 3, candidate: null },
  ]);
  await ben.ok('answer', { ...answer('a1'), to: annaJoined.self.id });
  await expect(anna.next('answer')).resolves.toMatchObject({ seq: 1, ...answer('a1') });
});

it('hangs up for both in a call for two; repeated it is no error, and what comes after is told that the call has ended', async () => {
  const callId = await server.createCall();
  const [anna, ben] = [await server.connect(), await server.connect()];
  await anna.ok('join', { callId });
  await ben.ok('join', { callId });
  await anna.ok('hangup', { reason: 'bye' });
  await expect(ben.next('hangup')).resolves.toMatchObject({ reason: 'bye', connection: '' });
  await expect(ben.next('call-ended')).resolves.toMatchObject({ reason: 'hangup', call: { state: 'ended' } });
  await expect(anna.request('hangup')).resolves.toEqual({ ok: true });
  for (const socket of [anna, ben]) {
    await expect(socket.request('received', { seq: 0 })).resolves.toMatchObject({ error: { code: 'call-ended' } });
    await expect(socket.request('offer', offer('late'))).resolves.toMatchObject({ error: { code: 'call-ended' } });
  }
  expect(anna.all('call-ended')).toEqual([]);
  const next = await server.createCall();
  await expect(anna.request('join', { callId: next })).resolves.toMatchObject({ ok: true });
});

it('knows a socket that has not joined, one that has, and calls that are not there', async () => {
  const callId = await server.createCall();
  const anna = await server.connect();
  for (const [event, payload] of [
    ['offer', offer('o')],
    ['received', { seq: 0 }],
    ['sync', {}],
    ['hangup', {}],
  ] as const) {
    await expect(anna.request(event, payload)).resolves.toMatchObject({ ok: false, error: { code: 'not-joined' } });
  }
  await expect(anna.request('join', { callId: 'none' })).resolves.toMatchObject({ error: { code: 'call-not-found' } });
  await anna.ok('join', { callId, secret: secret('a') });
  await expect(anna.request('join', { callId, secret: secret('a') })).resolves.toMatchObject({
    error: { code: 'already-joined' },
  });
  await expect(anna.request('join', { callId: 'none' })).resolves.toMatchObject({ error: { code: 'call-not-found' } });
});

it('closes the older socket of a seat that is taken anew, for good, with its reason', async () => {
  const callId = await server.createCall();
  const [older, newer, other] = [await server.connect(), await server.connect(), await server.connect()];
  const first = await older.ok('join', { callId, secret: secret('r') });
  await other.ok('join', { callId });
  const second = await newer.ok('join', { callId, secret: secret('r') });
  expect(second).toMatchObject({ resumed: true, self: { id: first.self.id, state: 'connected' } });
  await expect(older.next('closing')).resolves.toMatchObject({ code: 'replaced' });
  await expect(older.closed).resolves.toBe('io server disconnect');
  await other.ok('offer', { ...offer('to-the-newer'), to: first.self.id });
  await expect(newer.next('offer')).resolves.toMatchObject({ messageId: 'to-the-newer' });
});

it('closes the socket of a participant who is removed, and tells the others', async () => {
  const callId = await server.createCall();
  const [anna, ben] = [await server.connect(), await server.connect()];
  await anna.ok('join', { callId });
  const { self } = await ben.ok('join', { callId });
  await server.calls.remove(callId, self.id);
  await expect(ben.next('closing')).resolves.toMatchObject({ code: 'removed' });
  await expect(ben.closed).resolves.toBe('io server disconnect');
  await expect(anna.next('participant-left')).resolves.toMatchObject({
    participant: { id: self.id },
    reason: 'removed',
  });
});

it('says reconnecting when a socket goes, and connected when its seat is taken back, the mailbox being there', async () => {
  const callId = await server.createCall();
  const [anna, ben] = [await server.connect(), await server.connect()];
  await anna.ok('join', { callId });
  const { self } = await ben.ok('join', { callId, secret: secret('m') });
  ben.close();
  const reconnecting = ({ participant }: { participant: { state: string } }) => participant.state === 'reconnecting';
  await expect(anna.next('participant-updated', reconnecting)).resolves.toMatchObject({ participant: { id: self.id } });
  await anna.ok('offer', { ...offer('while-away'), to: self.id });
  const back = await server.connect();
  const joined = await back.ok('join', { callId, secret: secret('m'), after: 0 });
  expect(joined).toMatchObject({ resumed: true, mailbox: [{ seq: 1, messageId: 'while-away' }], more: false });
  const connected = ({ participant }: { participant: { state: string } }) => participant.state === 'connected';
  await anna.next('participant-updated', connected);
});

it('carries out what was sent on the heels of a join or a hang-up after it', async () => {
  const [first, second] = [await server.createCall(), await server.createCall()];
  const anna = await server.connect();
  const answers = await Promise.all([
    anna.request('join', { callId: first }),
    anna.request('offer', offer('open')),
    anna.request('hangup'),
    anna.request('join', { callId: second }),
    anna.request('sync'),
  ]);
  expect(answers).toMatchObject([
    { ok: true },
    { ok: true, seq: null, to: null },
    { ok: true },
    { ok: true, call: { id: second } },
    { ok: true, mailbox: [], more: false },
  ]);
});

it('loses nothing and repeats nothing of what crosses a join, which is acknowledged before all of it', async () => {
  for (let round = 0; round < 10; round += 1) {
    const callId = await server.createCall();
    const [anna, ben] = [await server.connect(), await server.connect()];
    await anna.ok('join', { callId });
    const { self } = await ben.ok('join', { callId, secret: secret('x') });
    ben.close();
    const back = await server.connect();
    const sent = 30;
    const sending = Array.from({ length: sent }, (_, index) =>
      anna.ok('candidate', { ...candidate(`c${index}`), to: self.id }),
    );
    const { mailbox } = await back.ok('join', { callId, secret: secret('x') });
    await Promise.all(sending);
    await anna.ok('candidate', { ...candidate('last'), to: self.id });
    await back.next('candidate', ({ messageId }) => messageId === 'last');
    const seqs = [...mailbox, ...back.all('candidate')].map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: sent + 1 }, (_, index) => index + 1));
    expect(back.journal[0]).toMatchObject({ kind: 'acknowledgement', name: 'join' });
    for (const socket of [anna, back]) socket.close();
  }
});
