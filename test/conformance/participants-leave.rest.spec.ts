// `DELETE /calls/{id}/participants/{pid}`: one's own secret hangs up, the owner's or an API key removes.
import { newSecret, OFFER } from '../support/samples.ts';
import { DOORS, rest, send, sit, sitBySocket, type Seat } from './doors.ts';
import { API_KEY, itWithApiKey, serverUnderTest } from './server-under-test.ts';
import { aString, aTime, expectProblem, expectRefusal, participantLike, signalLike } from './shapes.ts';

const server = serverUnderTest();

const leave = (seat: Pick<Seat, 'callId' | 'id'>, bearer?: string) =>
  server.api.delete(`/calls/${seat.callId}/participants/${seat.id}`, { bearer });

describe('DELETE /calls/{id}/participants/{pid} with one’s own secret', () => {
  it('answers 204 and hangs up: the others get a `hangup` signal and `participant-left`', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const alice = await sitBySocket(server, id);
    const bob = await sit(rest, server, id);
    const answer = await leave(bob, bob.secret);
    expect([answer.status, answer.body]).toEqual([204, undefined]);
    expect(await alice.socket.next('hangup')).toEqual(
      signalLike({ seq: 1, from: bob.id, to: alice.id, type: 'hangup', messageId: aString, reason: null }),
    );
    expect(await alice.socket.next('participant-left')).toEqual({
      participant: participantLike({ id: bob.id, state: 'left', leftAt: aTime }),
      reason: 'hangup',
    });
  });

  it('ends a call for two', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    const bob = await sit(rest, server, id);
    await leave(bob, bob.secret);
    expect(await alice.socket.next('call-ended')).toMatchObject({
      call: { id, state: 'ended', participants: [] },
      reason: 'hangup',
    });
  });
});

describe('DELETE /calls/{id}/participants/{pid} by the owner', () => {
  it('answers 204 and removes: no `hangup`, and the call goes on', async () => {
    const call = await server.createCall();
    const alice = await sitBySocket(server, call.id);
    const bob = await sit(rest, server, call.id);
    const answer = await leave(bob, call.ownerSecret);
    expect([answer.status, answer.body]).toEqual([204, undefined]);
    expect(await alice.socket.next('participant-left')).toEqual({
      participant: participantLike({ id: bob.id, state: 'left', leftAt: aTime }),
      reason: 'removed',
    });
    // Whatever the removal had put into the mailbox would stand before what the next participant says.
    const carol = await sit(rest, server, call.id);
    await send(rest, server, carol, { type: 'offer', to: alice.id, description: OFFER });
    expect(await alice.socket.next('offer')).toMatchObject({ seq: 1, from: carol.id });
    expect(alice.socket.all('hangup')).toEqual([]);
    expect(await server.callNow(call.id)).toMatchObject({ state: 'active', endedAt: null });
  });

  it('frees the place: someone else may join', async () => {
    const call = await server.createCall();
    const alice = await sit(rest, server, call.id);
    await sit(rest, server, call.id);
    await leave(alice, call.ownerSecret);
    const carol = await sit(rest, server, call.id);
    expect(carol.joined).toMatchObject({ resumed: false, call: { state: 'active' } });
  });

  it.each(DOORS)('refuses the removed secret with `forbidden` from then on: join at the $name door', async (door) => {
    const call = await server.createCall();
    const alice = await sit(rest, server, call.id);
    await leave(alice, call.ownerSecret);
    expectRefusal(await door.tryJoin(server, call.id, { secret: alice.secret }), 'forbidden');
    await server.api.patch(`/calls/${call.id}`, { state: 'ended' }, { bearer: call.ownerSecret });
    expectRefusal(await door.tryJoin(server, call.id, { secret: alice.secret }), 'forbidden');
  });

  it('refuses the removed secret with `forbidden` from then on: every route that takes one', async () => {
    const call = await server.createCall();
    const alice = await sit(rest, server, call.id);
    const bob = await sit(rest, server, call.id);
    await leave(alice, call.ownerSecret);
    const as = { bearer: alice.secret };
    expectProblem(await server.api.get(`/calls/${call.id}/participants`, as), 'forbidden');
    expectProblem(await server.api.get(`/calls/${call.id}/signals`, as), 'forbidden');
    expectProblem(await server.api.get(`/calls/${call.id}/participants/${alice.id}/mailbox`, as), 'forbidden');
    const offer = { type: 'offer', to: bob.id, messageId: 'late', description: OFFER };
    expectProblem(await server.api.post(`/calls/${call.id}/signals`, offer, as), 'forbidden');
  });

  it('closes the removed one’s socket with `closing: removed`; it does not come back by itself', async () => {
    const call = await server.createCall();
    const alice = await sitBySocket(server, call.id);
    await leave(alice, call.ownerSecret);
    expect(await alice.socket.next('closing')).toEqual({ code: 'removed', message: expect.stringMatching(/\S/) });
    expect(await alice.socket.closed).toBe('io server disconnect');
  });

  itWithApiKey('may be an API key as well', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    expect((await leave(alice, API_KEY)).status).toBe(204);
    expect(await alice.socket.next('closing')).toMatchObject({ code: 'removed' });
    expect(await server.callNow(id)).toMatchObject({ state: 'waiting', participants: [] });
  });
});

describe('DELETE /calls/{id}/participants/{pid}', () => {
  it('is unauthorized without a secret and with an unknown one, forbidden with another participant’s', async () => {
    const { id } = await server.createCall();
    const alice = await sit(rest, server, id);
    const bob = await sit(rest, server, id);
    expectProblem(await leave(alice), 'unauthorized');
    expectProblem(await leave(alice, newSecret()), 'unauthorized');
    expectProblem(await leave(alice, bob.secret), 'forbidden');
    expect((await server.callNow(id)).participants).toHaveLength(2);
  });

  it('answers participant-not-found for one who was never there, or has left', async () => {
    const call = await server.createCall();
    const alice = await sit(rest, server, call.id);
    expectProblem(await leave({ callId: call.id, id: 'nobody' }, call.ownerSecret), 'participant-not-found');
    await leave(alice, call.ownerSecret);
    expectProblem(await leave(alice, call.ownerSecret), 'participant-not-found');
  });

  it('checks existence before the secret', async () => {
    const { id } = await server.createCall();
    expectProblem(await leave({ callId: 'nope', id: 'nobody' }), 'call-not-found');
    expectProblem(await leave({ callId: id, id: 'nobody' }), 'participant-not-found');
  });
});
