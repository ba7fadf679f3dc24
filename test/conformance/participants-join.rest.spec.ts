// `POST /calls/{id}/participants`: a seat taken over REST.
import type { Joined } from '@parley/protocol';
import { newSecret } from '../support/samples.ts';
import { rest, sit, sitBySocket } from './doors.ts';
import { serverUnderTest } from './server-under-test.ts';
import { aSecret, aTime, callLike, expectProblem, participantLike } from './shapes.ts';

const server = serverUnderTest();

const join = (id: string, body: object = {}) => server.api.post<Joined>(`/calls/${id}/participants`, body);
const signals = (id: string, secret: string) => server.api.get(`/calls/${id}/signals`, { bearer: secret });

describe('POST /calls/{id}/participants', () => {
  it('answers 201 Joined: a seat taken over REST', async () => {
    const { id } = await server.createCall();
    const joined = await join(id, { displayName: 'Ada' });
    expect(joined.status).toBe(201);
    const self = participantLike({ displayName: 'Ada' });
    expect(joined.body).toEqual({
      self,
      resumed: false,
      secret: aSecret,
      call: callLike({ id, participants: [self] }),
      iceServers: expect.any(Array),
      expiresAt: null,
      mailbox: [],
      more: false,
    });
    expect(joined.body.call.participants[0]).toEqual(joined.body.self);
  });

  it('makes the secret if it is left out, and returns it only then; it is the seat', async () => {
    const { id } = await server.createCall();
    const made = (await join(id)).body;
    expect((await signals(id, made.secret ?? '')).status).toBe(200);
    const secret = newSecret();
    expect((await join(id, { secret })).body).not.toHaveProperty('secret');
    expect((await signals(id, secret)).status).toBe(200);
  });

  it('answers 200 for a secret that has a seat: the same seat, resumed', async () => {
    const { id } = await server.createCall();
    const secret = newSecret();
    const first = (await join(id, { secret })).body;
    const again = await join(id, { secret });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ resumed: true, self: first.self, call: { participants: [first.self] } });
    expect(again.body).not.toHaveProperty('secret');
  });

  it('counts an empty body as {}', async () => {
    const { id } = await server.createCall();
    expect((await server.api.post(`/calls/${id}/participants`)).status).toBe(201);
  });

  it('makes a call active from the second participant on', async () => {
    const { id } = await server.createCall();
    expect((await join(id)).body.call).toMatchObject({ state: 'waiting', startedAt: null });
    expect((await join(id)).body.call).toMatchObject({ state: 'active', startedAt: aTime });
  });

  it('lists the participants in the order of joining', async () => {
    const { id } = await server.createCall({ maxParticipants: 4 });
    for (const displayName of ['one', 'two', 'three']) await join(id, { displayName });
    const { participants } = await server.callNow(id);
    expect(participants.map(({ displayName }) => displayName)).toEqual(['one', 'two', 'three']);
  });

  it('refuses one more than maxParticipants with call-full, and seats nobody', async () => {
    const { id } = await server.createCall();
    await join(id);
    await join(id);
    expectProblem(await join(id), 'call-full');
    expect((await server.callNow(id)).participants).toHaveLength(2);
  });

  it('takes a seat back in a full call', async () => {
    const { id } = await server.createCall();
    const first = await sit(rest, server, id);
    await join(id);
    expect((await join(id, { secret: first.secret })).status).toBe(200);
  });

  it('tells the sockets of the others', async () => {
    const { id } = await server.createCall();
    const watching = await sitBySocket(server, id);
    const joined = await join(id);
    expect(await watching.socket.next('participant-joined')).toEqual({
      participant: joined.body.self,
      tookOffer: null,
    });
  });

  it.each([
    ['a secret of 22 characters', { secret: `${'aB3_-'.repeat(4)}xy` }],
    ['a secret of 128 characters', { secret: 'aB3_'.repeat(32) }],
    ['a displayName of 100 characters, each of two UTF-16 units', { displayName: '😀'.repeat(100) }],
    ['a displayName that is null', { displayName: null }],
  ])('takes %s', async (_, body) => {
    expect((await join((await server.createCall()).id, body)).status).toBe(201);
  });

  it.each([
    ['a secret of 21 characters', { secret: 'a'.repeat(21) }, 'secret'],
    ['a secret of 129 characters', { secret: 'a'.repeat(129) }, 'secret'],
    ['a secret that is not base64url', { secret: `${'a'.repeat(30)}+/=` }, 'secret'],
    ['a secret that is a number', { secret: 5 }, 'secret'],
    ['a displayName of 101 characters', { displayName: 'é'.repeat(101) }, 'displayName'],
    ['a displayName with NUL', { displayName: '\u0000' }, 'displayName'],
    ['a displayName with a lone surrogate', { displayName: '\udc00' }, 'displayName'],
    ['an unknown field', { colour: 'red' }, 'colour'],
  ])('refuses %s and names the field', async (_, body, path) => {
    expectProblem(await join((await server.createCall()).id, body), 'invalid-payload', path);
  });

  it('is refused in an ended call, also to a secret that had a seat', async () => {
    const call = await server.createCall();
    const seat = await sit(rest, server, call.id);
    await server.api.patch(`/calls/${call.id}`, { state: 'ended' }, { bearer: call.ownerSecret });
    expectProblem(await join(call.id), 'call-ended');
    expectProblem(await join(call.id, { secret: seat.secret }), 'call-ended');
  });

  it('checks shape before existence', async () => {
    expectProblem(await join('nope', { secret: 'short' }), 'invalid-payload', 'secret');
    expectProblem(await join('nope'), 'call-not-found');
  });
});
