// `POST` and `GET /calls/{id}/timeline`: the flight recorder.
import type { Page, TimelineEntry } from '@parley/protocol';
import { withQuery, type Query } from '../support/rest-api.ts';
import { ANSWER, CANDIDATE, newSecret, OFFER } from '../support/samples.ts';
import { rest, send, sit, sitBySocket, type Seat } from './doors.ts';
import { API_KEY, itWithApiKey, serverUnderTest } from './server-under-test.ts';
import { aTime, expectProblem } from './shapes.ts';

const server = serverUnderTest();

const now = (): string => new Date().toISOString();
const report = (...facts: object[]) => ({
  sentAt: now(),
  entries: facts.map((fact) => Object.assign({ at: now() }, fact)),
});
const ONLINE = { kind: 'network', state: 'online' };

const post = (callId: string, body: object, bearer?: string) =>
  server.api.post<{ stored: number }>(`/calls/${callId}/timeline`, body, { bearer });
const list = (callId: string, bearer?: string, query: Query = { limit: 200 }) =>
  server.api.get<Page<TimelineEntry>>(withQuery(`/calls/${callId}/timeline`, query), { bearer });
const entriesOf = async (callId: string, bearer: string): Promise<TimelineEntry[]> =>
  (await list(callId, bearer)).body.items;

async function pair(): Promise<{ id: string; ownerSecret: string; alice: Seat; bob: Seat }> {
  const { id, ownerSecret } = await server.createCall();
  return { id, ownerSecret, alice: await sit(rest, server, id), bob: await sit(rest, server, id) };
}

describe('POST /calls/{id}/timeline', () => {
  it('answers 200 with how many entries were new', async () => {
    const { id, alice, bob } = await pair();
    const body = report(ONLINE, { kind: 'ice', peer: bob.id, state: 'checking' });
    const answer = await post(id, body, alice.secret);
    expect([answer.status, answer.body]).toEqual([200, { stored: 2 }]);
    expect((await post(id, body, alice.secret)).body).toEqual({ stored: 0 });
  });

  it.each([
    { kind: 'signaling', state: 'reconnecting' },
    { kind: 'network', state: 'offline' },
    { kind: 'page', state: 'closed' },
    { kind: 'connection', peer: '', state: 'disconnected' },
    { kind: 'ice', peer: '', state: 'completed' },
    { kind: 'recovery', peer: '', state: 'relaying' },
    { kind: 'quality', peer: '', state: 'fair' },
    { kind: 'path', peer: '', local: 'host', remote: 'relay', protocol: 'tls' },
    { kind: 'error', code: 'negotiation-failed' },
    { kind: 'diagnosis', peer: '', cause: 'udp-blocked' },
    { kind: 'diagnosis', peer: null, cause: 'udp-blocked' },
  ])('takes $kind, and gives it back with its reporter', async (fact) => {
    const { id, alice, bob } = await pair();
    const said = { ...fact, ...('peer' in fact && fact.peer !== null && { peer: bob.id }) };
    expect((await post(id, report(said), alice.secret)).body).toEqual({ stored: 1 });
    const told = (await entriesOf(id, bob.secret)).filter(({ kind }) => !['call', 'seat'].includes(kind));
    expect(told).toEqual([{ at: aTime, participant: alice.id, ...said }]);
  });

  it('takes the secret in the body too, as a beacon has it, whatever the Content-Type says', async () => {
    const { id, alice } = await pair();
    const raw = JSON.stringify({ secret: alice.secret, ...report(ONLINE) });
    const headers = { 'Content-Type': 'text/plain' };
    const answer = await server.api.post(`/calls/${id}/timeline`, undefined, { raw, headers });
    expect(answer.body).toEqual({ stored: 1 });
  });

  it('takes what is told after the end', async () => {
    const { id, alice, bob } = await pair();
    await rest.tryHangUp(server, alice);
    expect((await post(id, report(ONLINE), alice.secret)).status).toBe(200);
    expect((await post(id, report(ONLINE), bob.secret)).status).toBe(200);
  });

  it('puts both sides on one clock, whatever theirs say', async () => {
    const { id, alice, bob } = await pair();
    const at = (ms: number): string => new Date(Date.now() + ms).toISOString();
    const later = { sentAt: at(7e6), entries: [{ at: at(7e6), kind: 'network', state: 'offline' }] };
    const earlier = { sentAt: at(-7e6), entries: [{ at: at(-7e6), kind: 'network', state: 'online' }] };
    const before = Date.now();
    await post(id, later, alice.secret);
    await post(id, earlier, bob.secret);
    const told = (await entriesOf(id, bob.secret)).filter(({ kind }) => kind === 'network');
    expect(told.map((entry) => 'state' in entry && entry.state)).toEqual(['offline', 'online']);
    for (const entry of told) expect(Math.abs(Date.parse(entry.at) - before)).toBeLessThan(60_000);
  });

  it.each([
    ['no time of sending', { entries: [{ at: now(), ...ONLINE }] }, 'sentAt'],
    ['another kind of time', { sentAt: 5, entries: [{ at: now(), ...ONLINE }] }, 'sentAt'],
    ['a time that there is not', { sentAt: '2026-13-40T00:00:00Z', entries: [{ at: now(), ...ONLINE }] }, 'sentAt'],
    ['no entries', { sentAt: now() }, 'entries'],
    ['an empty list', report(), 'entries'],
    ['51 entries', report(...Array.from({ length: 51 }, () => ONLINE)), 'entries'],
    ['a list of something else', { sentAt: now(), entries: ['x'] }, 'entries'],
    ['an unknown kind', report(ONLINE, { kind: 'note', text: 'x' }), 'entries.1.kind'],
    ['a kind that the server tells', report({ kind: 'seat', state: 'left' }), 'entries.0.kind'],
    ['an unknown word', report({ kind: 'network', state: 'slow' }), 'entries.0.state'],
    ['a word of another kind', report({ kind: 'page', state: 'online' }), 'entries.0.state'],
    ['free text', report({ kind: 'error', code: 'It broke: 192.0.2.1' }), 'entries.0.code'],
    ['a long code', report({ kind: 'error', code: 'x'.repeat(49) }), 'entries.0.code'],
    ['a field too many', report({ ...ONLINE, note: 'x' }), 'entries.0.note'],
    ['no peer', report({ kind: 'ice', state: 'failed' }), 'entries.0.peer'],
    ['an entry without a time', { sentAt: now(), entries: [ONLINE] }, 'entries.0.at'],
  ])('refuses %s and names it', async (_, body, path) => {
    const { id, alice } = await pair();
    expectProblem(await post(id, body, alice.secret), 'invalid-payload', path);
    expect((await entriesOf(id, alice.secret)).map(({ kind }) => kind)).not.toContain('network');
  });

  it('refuses a peer who never had a seat here, and oneself', async () => {
    const { id, alice } = await pair();
    const stranger = await pair();
    const of = (peer: string) => report({ kind: 'quality', peer, state: 'good' });
    expectProblem(await post(id, of(stranger.bob.id), alice.secret), 'participant-not-found');
    expectProblem(await post(id, of(alice.id), alice.secret), 'invalid-payload', 'entries');
  });

  it('takes 50 entries, and at most 8 KiB', async () => {
    const { id, alice, bob } = await pair();
    const facts = Array.from({ length: 50 }, (_, index) => ({ kind: 'error', code: `c${index}` }));
    expect((await post(id, report(...facts), alice.secret)).body).toEqual({ stored: 50 });
    const fat = Array.from({ length: 50 }, () => ({ kind: 'quality', peer: bob.id.padEnd(200, 'x'), state: 'good' }));
    expectProblem(await post(id, report(...fat), alice.secret), 'payload-too-large');
  });

  it('checks size, shape, existence, secret, in this order', async () => {
    const fat = { sentAt: now(), entries: ['x'.repeat(8200)], colour: 1 };
    expectProblem(await post('nope', fat), 'payload-too-large');
    expectProblem(await post('nope', { ...report(ONLINE), colour: 1 }), 'invalid-payload', 'colour');
    expectProblem(await post('nope', report(ONLINE)), 'call-not-found');
    const { id, ownerSecret } = await pair();
    const stranger = await pair();
    expectProblem(await post(id, report(ONLINE)), 'unauthorized');
    expectProblem(await post(id, report(ONLINE), newSecret()), 'unauthorized');
    expectProblem(await post(id, report(ONLINE), stranger.alice.secret), 'unauthorized');
    expectProblem(await post(id, { ...report(ONLINE), secret: newSecret() }), 'unauthorized');
    expectProblem(await post(id, report(ONLINE), ownerSecret), 'forbidden');
  });

  it('is forbidden to who was removed', async () => {
    const { id, ownerSecret, alice } = await pair();
    await server.api.delete(`/calls/${id}/participants/${alice.id}`, { bearer: ownerSecret });
    expectProblem(await post(id, report(ONLINE), alice.secret), 'forbidden');
  });

  itWithApiKey('is forbidden to an API key: it was not there', async () => {
    const { id } = await pair();
    expectProblem(await post(id, report(ONLINE), API_KEY), 'forbidden');
  });

  it('is told to nobody, and changes no ETag and no presence', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    const gone = bob.socket.next('participant-updated');
    alice.socket.close();
    await gone;
    const before = await server.api.get(`/calls/${id}`);
    expect((await post(id, report(ONLINE), alice.secret)).status).toBe(200);
    expect((await list(id, alice.secret)).status).toBe(200);
    const after = await server.api.get(`/calls/${id}`);
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
    expect(after.body).toMatchObject({ participants: [{ state: 'reconnecting' }, { state: 'connected' }] });
  });
});

describe('GET /calls/{id}/timeline', () => {
  it('has the seats and the signals, by type and size alone', async () => {
    const { id, alice, bob } = await pair();
    await send(rest, server, alice, { type: 'offer', to: bob.id, connection: 'c', description: OFFER });
    await send(rest, server, bob, { type: 'answer', to: alice.id, connection: 'c', description: ANSWER });
    await send(rest, server, alice, { type: 'candidate', to: bob.id, connection: 'c', candidate: CANDIDATE });
    await server.api.get(`/calls/${id}/participants/${bob.id}/mailbox?after=1`, { bearer: bob.secret });
    await rest.tryHangUp(server, bob);
    const bytes = (content: unknown): number => Buffer.byteLength(JSON.stringify(content));
    const signal = (from: Seat, to: Seat, fact: object) => ({
      at: aTime,
      kind: 'signal',
      participant: from.id,
      peer: to.id,
      ...fact,
    });
    const seat = (of: Seat, state: string, reason: string | null = null) => ({
      at: aTime,
      kind: 'seat',
      participant: of.id,
      state,
      reason,
    });
    const answer = await list(id, alice.secret);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      items: [
        { at: aTime, kind: 'call', state: 'waiting', reason: null },
        seat(alice, 'joined'),
        seat(bob, 'joined'),
        { at: aTime, kind: 'call', state: 'active', reason: null },
        signal(alice, bob, { type: 'offer', connection: 'c', size: bytes(OFFER), seq: 1, delivered: true }),
        signal(bob, alice, { type: 'answer', connection: 'c', size: bytes(ANSWER), seq: 1, delivered: false }),
        signal(alice, bob, { type: 'candidate', connection: 'c', size: bytes(CANDIDATE), seq: 2, delivered: false }),
        signal(bob, alice, { type: 'hangup', connection: '', size: bytes(null), seq: 2, delivered: false }),
        seat(bob, 'left', 'hangup'),
        seat(alice, 'left', 'ended'),
        { at: aTime, kind: 'call', state: 'ended', reason: 'hangup' },
      ],
      nextCursor: null,
    });
  });

  it('walks page by page', async () => {
    const { id, alice } = await pair();
    await post(id, report(ONLINE, { kind: 'page', state: 'hidden' }), alice.secret);
    const whole = await entriesOf(id, alice.secret);
    const first = (await list(id, alice.secret, { limit: 4 })).body;
    const rest = (await list(id, alice.secret, { limit: 4, cursor: first.nextCursor ?? '' })).body;
    expect([...first.items, ...rest.items]).toEqual(whole);
    expect(rest.nextCursor).toBeNull();
  });

  itWithApiKey('is answered to an API key', async () => {
    const { id } = await pair();
    expect((await list(id, API_KEY)).status).toBe(200);
  });

  it('is unauthorized to strangers, forbidden to the owner secret, and erased with the call', async () => {
    const { id, ownerSecret, alice } = await pair();
    const stranger = await pair();
    expectProblem(await list(id), 'unauthorized');
    expectProblem(await list(id, newSecret()), 'unauthorized');
    expectProblem(await list(id, stranger.alice.secret), 'unauthorized');
    expectProblem(await list(id, ownerSecret), 'forbidden');
    expectProblem(await list('nope'), 'call-not-found');
    await server.api.delete(`/calls/${id}`, { bearer: ownerSecret });
    expectProblem(await list(id, alice.secret), 'call-not-found');
  });

  it.each([
    [{ limit: 0 }, 'limit'],
    [{ limit: 201 }, 'limit'],
    [{ cursor: 'not-one-of-ours' }, 'cursor'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j and names it', async (query, path) => {
    const { id, alice } = await pair();
    expectProblem(await list(id, alice.secret, query), 'invalid-payload', path);
  });
});
