// The lobby: who knocks waits, and is let in or not, whichever door each of them uses.
import type { Knock, KnockMade, Page } from '@parley/protocol';
import { newSecret } from '../support/samples.ts';
import { DOORS, rest as restSeats, sit, sitBySocket, socket as socketSeats } from './doors.ts';
import { callWithLobby, knock, KNOCK_DOORS, knockLike, moderate, rest, socket } from './lobby.ts';
import { taken } from './outcome.ts';
import { API_KEY, itWithApiKey, serverUnderTest } from './server-under-test.ts';
import { aSecret, aString, expectProblem, expectRefusal } from './shapes.ts';

const server = serverUnderTest();

describe.each(KNOCK_DOORS)('one who knocks ($name)', (door) => {
  it('is shown to moderators, waits, and is let in with the secret it knocked with', async () => {
    const owner = await moderate(server);
    const ada = await knock(door, server, owner.callId, { displayName: 'Ada' });
    expect(ada.knock).toEqual(knockLike({ displayName: 'Ada' }));
    expect(await owner.socket.next('knock-changed')).toEqual({ knock: ada.knock });
    for (const seats of DOORS) {
      expectRefusal(await seats.tryJoin(server, owner.callId, { secret: ada.secret }), 'admission-required');
    }
    const answered = door.answered(server, ada);
    expect(taken(await socket.tryAnswer(server, owner, ada.id, 'admitted'))).toEqual({
      ...ada.knock,
      state: 'admitted',
    });
    expect(await answered).toEqual({ ...ada.knock, state: 'admitted' });
    expect(await owner.socket.next('knock-changed')).toMatchObject({ knock: { id: ada.id, state: 'admitted' } });
    const seat = await sit(door.name === 'REST' ? restSeats : socketSeats, server, owner.callId, {
      secret: ada.secret,
    });
    expect(seat.joined).toMatchObject({ resumed: false, self: { displayName: 'Ada' } });
    expect(seat.joined).not.toHaveProperty('knocks');
  });

  it('is told that it was refused, and may not knock again at once', async () => {
    const owner = await moderate(server);
    const ada = await knock(door, server, owner.callId);
    const answered = door.answered(server, ada);
    expect(taken(await rest.tryAnswer(server, owner, ada.id, 'refused'))).toMatchObject({ state: 'refused' });
    expect(await answered).toEqual({ ...ada.knock, state: 'refused' });
    expectRefusal(await restSeats.tryJoin(server, owner.callId, { secret: ada.secret }), 'admission-required');
    for (const again of KNOCK_DOORS) {
      const refused = await again.tryKnock(server, owner.callId, { secret: ada.secret });
      expectRefusal(refused, 'rate-limited');
      expect(refused).toMatchObject({ error: { retryAfter: expect.any(Number) } });
    }
  });

  it('has one knock for its secret, which the server makes if it has none', async () => {
    const { id } = await callWithLobby(server);
    const made = taken(await door.tryKnock(server, id, {}));
    const { secret, socket: _, ...first } = made;
    expect(secret).toEqual(aSecret);
    for (const again of KNOCK_DOORS) {
      const { socket: __, ...same } = taken(await again.tryKnock(server, id, { secret, displayName: 'Other' }));
      expect(same).toEqual(first);
    }
  });

  it('is sent away when the call ends', async () => {
    const call = await callWithLobby(server);
    const ada = await knock(door, server, call.id);
    const answered = door.answered(server, ada);
    await server.api.patch(`/calls/${call.id}`, { state: 'ended' }, { bearer: call.ownerSecret });
    expect(await answered).toEqual({ ...ada.knock, state: 'withdrawn' });
    expectRefusal(await door.tryKnock(server, call.id, {}), 'call-ended');
  });

  it('is let in when the lobby is no more, and nobody needs to knock then', async () => {
    const owner = await moderate(server);
    const ada = await knock(door, server, owner.callId);
    const answered = door.answered(server, ada);
    await server.api.patch(`/calls/${owner.callId}`, { lobby: false }, { bearer: owner.secret });
    expect(await answered).toMatchObject({ state: 'admitted' });
    await owner.socket.next('knock-changed', ({ knock: { state } }) => state === 'admitted');
    expect(taken(await door.tryKnock(server, owner.callId, {}))).toMatchObject({ state: 'admitted' });
    // An admission stays one, whatever stands before others later.
    await server.api.patch(`/calls/${owner.callId}`, { locked: true, password: 'x' }, { bearer: owner.secret });
    taken(await restSeats.tryJoin(server, owner.callId, { secret: ada.secret }));
    expectRefusal(await restSeats.tryJoin(server, owner.callId, {}), 'call-locked');
  });

  it('is asked for the password at the lobby’s door, once', async () => {
    const owner = await moderate(server, { password: 'correct horse' });
    expectRefusal(await door.tryKnock(server, owner.callId, {}), 'password-required');
    expectRefusal(await door.tryKnock(server, owner.callId, { password: 'wrong' }), 'wrong-password');
    const ada = await knock(door, server, owner.callId, { password: 'correct horse' });
    expect(taken(await door.tryKnock(server, owner.callId, { secret: ada.secret }))).toMatchObject({ id: ada.id });
    taken(await socket.tryAnswer(server, owner, ada.id, 'admitted'));
    taken(await restSeats.tryJoin(server, owner.callId, { secret: ada.secret }));
  });

  it('is refused as whoever joins, and with a seat it has no need to', async () => {
    const owner = await moderate(server);
    expectRefusal(await door.tryKnock(server, 'none', {}), 'call-not-found');
    expectRefusal(await door.tryKnock(server, owner.callId, { secret: 'short' }), 'invalid-payload', 'secret');
    expectRefusal(await door.tryKnock(server, owner.callId, { unknown: 1 }), 'invalid-payload', 'unknown');
    expectRefusal(await door.tryKnock(server, owner.callId, { secret: owner.secret }), 'already-joined');
    await server.api.patch(`/calls/${owner.callId}`, { locked: true }, { bearer: owner.secret });
    expectRefusal(await door.tryKnock(server, owner.callId, {}), 'call-locked');
  });
});

describe('at sockets', () => {
  it('one who lost its socket goes on waiting with another', async () => {
    const owner = await moderate(server);
    const ada = await knock(socket, server, owner.callId);
    ada.socket?.close();
    const again = await knock(socket, server, owner.callId, { secret: ada.secret });
    expect(again.id).toBe(ada.id);
    taken(await socket.tryAnswer(server, owner, ada.id, 'admitted'));
    expect(await socket.answered(server, again)).toMatchObject({ state: 'admitted' });
    expect(owner.socket.all('knock-changed').map(({ knock: { state } }) => state)).toEqual(['waiting', 'admitted']);
  });

  it('a socket waits for one knock, and none that holds a seat knocks', async () => {
    const [owner, other] = [await moderate(server), await callWithLobby(server)];
    const ada = await knock(socket, server, owner.callId);
    expectRefusal(await ada.socket!.request('knock', { callId: other.id }), 'already-joined');
    expectRefusal(await ada.socket!.request('knock', { callId: owner.callId }), 'already-joined');
    expect(await ada.socket!.ok('knock', { callId: owner.callId, secret: ada.secret })).toEqual({
      ok: true,
      knock: ada.knock,
    });
    taken(await rest.tryAnswer(server, owner, ada.id, 'admitted'));
    await socket.answered(server, ada);
    const { self } = await ada.socket!.ok('join', { callId: owner.callId, secret: ada.secret });
    expect(self.state).toBe('connected');
    expectRefusal(await ada.socket!.request('knock', { callId: other.id }), 'already-joined');
    expectRefusal(await ada.socket!.request('knock', { callId: 'none' }), 'call-not-found');
    await ada.socket!.ok('hangup', {});
    expect(await ada.socket!.ok('knock', { callId: other.id })).toMatchObject({ knock: { state: 'waiting' } });
  });

  it('whoever comes to moderate is told who waits: with its seat, or when it is permitted to', async () => {
    const call = await callWithLobby(server);
    const [ada, bob] = [await knock(rest, server, call.id), await knock(socket, server, call.id)];
    const owner = await sitBySocket(server, call.id, { ownerSecret: call.ownerSecret });
    expect(owner.joined.knocks).toEqual([ada.knock, bob.knock]);
    taken(await socket.tryAnswer(server, { ...owner, call }, bob.id, 'admitted'));
    const guest = await sitBySocket(server, call.id, { secret: bob.secret });
    expect(guest.joined).not.toHaveProperty('knocks');
    const carol = await knock(rest, server, call.id);
    await owner.socket.next('knock-changed', ({ knock: { id } }) => id === carol.id);
    expectRefusal(await guest.socket.request('answer-knock', { knockId: ada.id, state: 'admitted' }), 'forbidden');
    expect(guest.socket.all('knock-changed')).toEqual([]);
    await server.api.patch(
      `/calls/${call.id}/participants/${guest.id}`,
      { permissions: ['camera', 'moderate'] },
      { bearer: owner.secret },
    );
    expect((await guest.socket.next('knock-changed')).knock).toEqual(ada.knock);
    expect((await guest.socket.next('knock-changed')).knock).toEqual(carol.knock);
    expect(await guest.socket.ok('answer-knock', { knockId: ada.id, state: 'refused' })).toMatchObject({
      knock: { state: 'refused' },
    });
    await owner.socket.next('knock-changed', ({ knock: { id, state } }) => id === ada.id && state === 'refused');
    expectRefusal(await guest.socket.request('answer-knock', { knockId: 'none', state: 'refused' }), 'knock-not-found');
    expectRefusal(
      await guest.socket.request('answer-knock', { knockId: ada.id, state: 'x' }),
      'invalid-payload',
      'state',
    );
  });
});

describe('over REST', () => {
  it('moderators list those who wait, in pages', async () => {
    const owner = await moderate(server);
    const made = [];
    for (let i = 0; i < 3; i++) made.push(await knock(rest, server, owner.callId));
    const list = async (query: string, bearer?: string) =>
      (await server.api.get<Page<Knock>>(`/calls/${owner.callId}/knocks${query}`, { bearer })).body;
    const first = await list('?limit=2', owner.secret);
    expect(first).toEqual({ items: [made[0]?.knock, made[1]?.knock], nextCursor: aString });
    expect(await list(`?cursor=${first.nextCursor}`, owner.call.ownerSecret)).toEqual({
      items: [made[2]?.knock],
      nextCursor: null,
    });
    expectProblem(await server.api.get(`/calls/${owner.callId}/knocks`), 'unauthorized');
    expectProblem(await server.api.get(`/calls/${owner.callId}/knocks`, { bearer: made[0]?.secret }), 'unauthorized');
  });

  it('a knock is shown to its knocker and to moderators, and held while it waits', async () => {
    const owner = await moderate(server);
    const [ada, bob] = [await knock(rest, server, owner.callId), await knock(rest, server, owner.callId)];
    const path = `/calls/${owner.callId}/knocks/${ada.id}`;
    expect((await server.api.get(path, { bearer: ada.secret })).body).toEqual(ada.knock);
    expect((await server.api.get(path, { bearer: owner.secret })).body).toEqual(ada.knock);
    expect((await server.api.get(`${path}?wait=1`, { bearer: ada.secret })).body).toEqual(ada.knock);
    const watched = server.api.get<Knock>(`${path}?wait=30`, { bearer: owner.call.ownerSecret });
    expectProblem(await server.api.get(path), 'unauthorized');
    expectProblem(await server.api.get(path, { bearer: bob.secret }), 'unauthorized');
    expectProblem(await server.api.get(`${path}?wait=31`, { bearer: ada.secret }), 'invalid-payload');
    expectProblem(await server.api.get(`/calls/${owner.callId}/knocks/none`), 'knock-not-found');
    expectProblem(await server.api.get(`/calls/none/knocks/${ada.id}`), 'call-not-found');
    taken(await rest.tryAnswer(server, owner, ada.id, 'admitted'));
    expect((await watched).body).toEqual({ ...ada.knock, state: 'admitted' });
  });

  it('the first answer counts, and may be repeated', async () => {
    const owner = await moderate(server);
    const ada = await knock(rest, server, owner.callId);
    for (let i = 0; i < 2; i++) taken(await rest.tryAnswer(server, owner, ada.id, 'admitted'));
    expectRefusal(await rest.tryAnswer(server, owner, ada.id, 'refused'), 'knock-not-found');
    expectRefusal(await socket.tryAnswer(server, owner, ada.id, 'refused'), 'knock-not-found');
  });

  it('one who knocked takes it back', async () => {
    const owner = await moderate(server);
    const [ada, bob] = [await knock(socket, server, owner.callId), await knock(rest, server, owner.callId)];
    const withdraw = (id: string, bearer?: string) =>
      server.api.delete(`/calls/${owner.callId}/knocks/${id}`, { bearer });
    expectProblem(await withdraw(ada.id), 'unauthorized');
    expectProblem(await withdraw(ada.id, owner.secret), 'forbidden');
    for (let i = 0; i < 2; i++) expect((await withdraw(ada.id, ada.secret)).status).toBe(204);
    await owner.socket.next('knock-changed', ({ knock: { id, state } }) => id === ada.id && state === 'withdrawn');
    taken(await rest.tryAnswer(server, owner, bob.id, 'admitted'));
    expect((await withdraw(bob.id, bob.secret)).status).toBe(204);
    expectRefusal(await restSeats.tryJoin(server, owner.callId, { secret: bob.secret }), 'admission-required');
    expect((await knock(rest, server, owner.callId, { secret: ada.secret })).id).not.toBe(ada.id);
  });

  itWithApiKey('an API key knocks for somebody without a password, and answers', async () => {
    const { id } = await callWithLobby(server, { password: 'x' });
    const secret = newSecret();
    const made = await server.api.post<KnockMade>(`/calls/${id}/knocks`, { secret }, { bearer: API_KEY });
    expect(made.status).toBe(201);
    expect((await server.api.post(`/calls/${id}/knocks`, { secret })).status).toBe(200);
    const answered = await server.api.patch(
      `/calls/${id}/knocks/${made.body.id}`,
      { state: 'admitted' },
      { bearer: API_KEY },
    );
    expect(answered.status).toBe(200);
    taken(await restSeats.tryJoin(server, id, { secret }));
  });
});
