// Passwords, locks and the lobby's door: who comes in, who does not and why, at either door of the server.
import type { Call } from '@parley/protocol';
import { newSecret } from '../support/samples.ts';
import { DOORS, rest, sit, sitBySocket } from './doors.ts';
import { taken } from './outcome.ts';
import { API_KEY, itWithApiKey, serverUnderTest } from './server-under-test.ts';
import { callLike, expectProblem, expectRefusal, participantLike } from './shapes.ts';

const server = serverUnderTest();
const PASSWORD = 'Öffne dich, Sésam 🚪';
const ALL = ['camera', 'microphone', 'screen', 'data', 'moderate'];

const change = (id: string, body: object, bearer: string) => server.api.patch<Call>(`/calls/${id}`, body, { bearer });

describe('a call', () => {
  it('shows its doors only when they are there, and its password never', async () => {
    const created = await server.createCall({ password: PASSWORD, lobby: true });
    expect(created).toEqual({
      ...(callLike({ passwordProtected: true, lobby: true }) as object),
      ownerSecret: created.ownerSecret,
    });
    const { body, headers } = await change(created.id, { locked: true }, created.ownerSecret);
    expect(body).toEqual(callLike({ id: created.id, passwordProtected: true, lobby: true, locked: true }));
    expect(headers.get('etag')).toBe('"2"');
    const opened = await change(created.id, { password: null, lobby: false, locked: false }, created.ownerSecret);
    expect(opened.body).toEqual(callLike({ id: created.id }));
    expect(await server.callNow(created.id)).toEqual(callLike({ id: created.id }));
  });

  it('tells its seats when its doors change', async () => {
    const { id, ownerSecret } = await server.createCall();
    const alice = await sitBySocket(server, id);
    await change(id, { locked: true }, ownerSecret);
    await alice.socket.next('call-changed', ({ call }) => call.locked === true);
    await change(id, { locked: false }, ownerSecret);
    await alice.socket.next('call-changed', ({ call }) => !('locked' in call));
  });

  it.each([
    [{ password: '' }, 'password'],
    [{ password: 'a'.repeat(129) }, 'password'],
    [{ password: 7 }, 'password'],
    [{ lobby: 'yes' }, 'lobby'],
    [{ lobby: null }, 'lobby'],
  ])('is not created with %j', async (body, path) => {
    expectProblem(await server.api.post('/calls', body), 'invalid-payload', path);
  });

  it.each([
    [{ password: '' }, 'password'],
    [{ locked: 1 }, 'locked'],
    [{ locked: null }, 'locked'],
    [{ lobby: null }, 'lobby'],
  ])('is not changed by %j', async (body, path) => {
    const { id, ownerSecret } = await server.createCall();
    expectProblem(await change(id, body, ownerSecret), 'invalid-payload', path);
  });

  it('cannot be created locked', async () => {
    expectProblem(await server.api.post('/calls', { locked: true }), 'invalid-payload', 'locked');
  });

  it('takes no new doors once it has ended', async () => {
    const { id, ownerSecret } = await server.createCall();
    await change(id, { state: 'ended' }, ownerSecret);
    for (const body of [{ locked: true }, { lobby: true }]) {
      expectProblem(await change(id, body, ownerSecret), 'call-ended');
    }
  });
});

describe.each(DOORS)('joining over $name', (door) => {
  it('asks a newcomer for the password', async () => {
    const { id } = await server.createCall({ password: PASSWORD });
    expectRefusal(await door.tryJoin(server, id, {}), 'password-required');
    expectRefusal(await door.tryJoin(server, id, { password: 'Sesam' }), 'wrong-password');
    const { self } = taken(await door.tryJoin(server, id, { password: PASSWORD }));
    expect(self).toEqual(participantLike());
    expect((await server.callNow(id)).participants).toEqual([self]);
  });

  it('takes a password where none is asked for', async () => {
    const { id } = await server.createCall();
    expect((await door.tryJoin(server, id, { password: 'whatever' })).ok).toBe(true);
  });

  it.each([[''], ['a'.repeat(129)], [null], [7]])('refuses a password that is none: %j', async (password) => {
    const { id } = await server.createCall();
    expectRefusal(await door.tryJoin(server, id, { password }), 'invalid-payload', 'password');
  });

  it('lets nobody new into a locked call, and back who has a seat', async () => {
    const { id, ownerSecret } = await server.createCall({ maxParticipants: 4 });
    const [here, away] = [await sit(door, server, id), await sit(door, server, id)];
    await door.tryHangUp(server, away);
    await change(id, { locked: true, lobby: true }, ownerSecret);
    expectRefusal(await door.tryJoin(server, id, {}), 'call-locked');
    expectRefusal(await door.tryJoin(server, id, { secret: newSecret() }), 'call-locked');
    expect(taken(await door.tryJoin(server, id, { secret: here.secret })).resumed).toBe(true);
    expect(taken(await door.tryJoin(server, id, { secret: away.secret })).resumed).toBe(true);
    await change(id, { locked: false }, ownerSecret);
    expectRefusal(await door.tryJoin(server, id, {}), 'admission-required');
    await change(id, { lobby: false }, ownerSecret);
    expect((await door.tryJoin(server, id, {})).ok).toBe(true);
  });

  it('names the first door that is shut: the end, the lock, the lobby, the password, the seats', async () => {
    const { id, ownerSecret } = await server.createCall({ password: PASSWORD, lobby: true });
    await change(id, { locked: true }, ownerSecret);
    await sit(door, server, id, { ownerSecret });
    await sit(door, server, id, { ownerSecret });
    expectRefusal(await door.tryJoin(server, id, { password: 'wrong' }), 'call-locked');
    await change(id, { locked: false }, ownerSecret);
    expectRefusal(await door.tryJoin(server, id, { password: 'wrong' }), 'admission-required');
    await change(id, { lobby: false }, ownerSecret);
    expectRefusal(await door.tryJoin(server, id, {}), 'password-required');
    expectRefusal(await door.tryJoin(server, id, { password: PASSWORD }), 'call-full');
    await change(id, { locked: true }, ownerSecret);
    await change(id, { state: 'ended' }, ownerSecret);
    expectRefusal(await door.tryJoin(server, id, {}), 'call-ended');
    expectRefusal(await door.tryJoin(server, 'nowhere', { password: PASSWORD }), 'call-not-found');
  });

  it('takes the owner’s secret past all of them, and gives its seat every permission', async () => {
    const { id, ownerSecret } = await server.createCall({ password: PASSWORD, lobby: true });
    await change(id, { locked: true }, ownerSecret);
    const { self } = taken(await door.tryJoin(server, id, { ownerSecret, displayName: 'Ada' }));
    expect(self).toEqual(participantLike({ displayName: 'Ada', permissions: ALL }));
    expect((await server.callNow(id)).participants).toEqual([self]);
  });

  it('raises a seat that it has by the owner’s secret, for good', async () => {
    const { id, ownerSecret } = await server.createCall();
    const [alice, bob] = [await sitBySocket(server, id), await sit(door, server, id)];
    expect(taken(await door.tryJoin(server, id, { secret: bob.secret, ownerSecret })).self).toMatchObject({
      id: bob.id,
      permissions: ALL,
    });
    await alice.socket.next('participant-updated', ({ participant }) => participant.permissions?.length === 5);
    expect(taken(await door.tryJoin(server, id, { secret: bob.secret })).self.permissions).toEqual(ALL);
  });

  it('refuses an owner’s secret that is not the call’s, to one with a seat too', async () => {
    const [{ id }, other] = [await server.createCall(), await server.createCall()];
    const { secret } = await sit(door, server, id);
    for (const ownerSecret of [other.ownerSecret, newSecret(), '', secret]) {
      expectRefusal(await door.tryJoin(server, id, { ownerSecret }), 'unauthorized');
    }
    expectRefusal(await door.tryJoin(server, id, { secret, ownerSecret: other.ownerSecret }), 'unauthorized');
    expect((await server.callNow(id)).participants).toHaveLength(1);
  });
});

describe('joining over REST with a bearer', () => {
  itWithApiKey('needs no password and no key to a lock with an API key', async () => {
    const { id, ownerSecret } = await server.createCall({ password: PASSWORD, lobby: true });
    await change(id, { locked: true }, ownerSecret);
    const answer = await server.api.post(`/calls/${id}/participants`, {}, { bearer: API_KEY });
    expect(answer).toMatchObject({ status: 201, body: { self: participantLike() } });
  });

  it('comes in with the owner’s secret as bearer, as an ordinary participant', async () => {
    const { id, ownerSecret } = await server.createCall({ password: PASSWORD });
    const answer = await server.api.post<{ self: unknown }>(`/calls/${id}/participants`, {}, { bearer: ownerSecret });
    expect(answer.body.self).toEqual(participantLike());
  });

  it('asks a newcomer for the password whose bearer is a seat of the call', async () => {
    const { id } = await server.createCall({ password: PASSWORD });
    const { secret } = await sit(rest, server, id, { password: PASSWORD });
    expectProblem(await server.api.post(`/calls/${id}/participants`, {}, { bearer: secret }), 'password-required');
  });
});
