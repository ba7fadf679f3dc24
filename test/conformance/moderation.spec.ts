// Moderators: the owner's secret, an API key, and seats with `moderate`. What they may, and what nobody else may.
import type { Call, Participant, Permission } from '@parley/protocol';
import { newSecret } from '../support/samples.ts';
import { rest, sit, sitBySocket, type Seat } from './doors.ts';
import { API_KEY, itWithApiKey, serverUnderTest } from './server-under-test.ts';
import { aTime, callLike, expectProblem, expectRefusal, participantLike } from './shapes.ts';

const server = serverUnderTest();

/** A call with its owner in it, who moderates, and somebody who does not; both at sockets. */
async function moderated() {
  const { id, ownerSecret } = await server.createCall({ maxParticipants: 5 });
  const ada = await sitBySocket(server, id, { ownerSecret });
  const bob = await sitBySocket(server, id);
  return { id, ownerSecret, ada, bob };
}

const at = ({ callId, id }: Pick<Seat, 'callId' | 'id'>): string => `/calls/${callId}/participants/${id}`;
const permit = (seat: Pick<Seat, 'callId' | 'id'>, permissions: unknown, bearer?: string) =>
  server.api.patch<Participant>(at(seat), { permissions }, { bearer });
const askToMute = (seat: Pick<Seat, 'callId' | 'id'>, kind: unknown, bearer?: string) =>
  server.api.post(`${at(seat)}/mute-requests`, { kind }, { bearer });

describe('PATCH /calls/{id} by a seat', () => {
  it('is for one that may moderate: all that it takes, the end too', async () => {
    const { id, ada, bob } = await moderated();
    const change = (body: object, bearer: string) => server.api.patch<Call>(`/calls/${id}`, body, { bearer });
    expectProblem(await change({ locked: true }, bob.secret), 'forbidden');
    const { status, body } = await change({ name: 'Ours', locked: true, lobby: true }, ada.secret);
    expect([status, body]).toMatchObject([200, { name: 'Ours', locked: true, lobby: true }]);
    expect((await change({ state: 'ended' }, ada.secret)).body).toMatchObject({ state: 'ended', endReason: 'ended' });
    expect(await bob.socket.next('call-ended')).toMatchObject({ reason: 'ended' });
  });

  it('does not go with erasing it', async () => {
    const { id, ada } = await moderated();
    expectProblem(await server.api.delete(`/calls/${id}`, { bearer: ada.secret }), 'forbidden');
  });
});

describe('PATCH /calls/{id}/participants/{pid}', () => {
  it('says what a seat may do, and tells everyone, the seat itself too', async () => {
    const { ada, bob } = await moderated();
    const { status, body } = await permit(bob, ['moderate', 'camera'], ada.secret);
    const participant = participantLike({ id: bob.id, permissions: ['camera', 'moderate'] });
    expect([status, body]).toEqual([200, participant]);
    for (const { socket } of [ada, bob]) {
      expect(await socket.next('participant-updated', ({ participant: { id } }) => id === bob.id)).toEqual({
        participant,
      });
      const { call } = await socket.next('call-changed', (notice) =>
        notice.call.participants.some(({ id, permissions }) => id === bob.id && permissions !== undefined),
      );
      expect(call.participants).toContainEqual(participant);
    }
  });

  it('counts at once: who may moderate does, and who may no more does not', async () => {
    const { ada, bob } = await moderated();
    expectProblem(await permit(ada, [], bob.secret), 'forbidden');
    await permit(bob, ['moderate'], ada.secret);
    // Handing over: the other may, then one gives it up oneself.
    const usual: Permission[] = ['camera', 'microphone', 'screen', 'data'];
    expect((await permit(ada, usual, ada.secret)).body).toEqual(participantLike({ id: ada.id }));
    expectProblem(await permit(bob, usual, ada.secret), 'forbidden');
    expect((await permit(ada, ['data'], bob.secret)).body.permissions).toEqual(['data']);
  });

  it('shows no permissions where they are the usual ones, and an empty list where there are none', async () => {
    const { bob, ownerSecret } = await moderated();
    expect((await permit(bob, [], ownerSecret)).body).toEqual(participantLike({ id: bob.id, permissions: [] }));
    const usual = await permit(bob, ['data', 'screen', 'microphone', 'camera'], ownerSecret);
    expect(usual.body).toEqual(participantLike({ id: bob.id }));
  });

  it('stays with the seat', async () => {
    const { bob, ownerSecret } = await moderated();
    await permit(bob, ['data'], ownerSecret);
    const back = await sit(rest, server, bob.callId, { secret: bob.secret });
    expect(back.joined.self.permissions).toEqual(['data']);
  });

  it.each([[['everything']], [['camera', 'camera']], ['camera'], [null], [undefined]])(
    'refuses %j',
    async (permissions) => {
      const { bob, ownerSecret } = await moderated();
      expectProblem(await permit(bob, permissions, ownerSecret), 'invalid-payload', 'permissions');
    },
  );

  itWithApiKey('is open to an API key', async () => {
    const { bob } = await moderated();
    expect((await permit(bob, ['data'], API_KEY)).status).toBe(200);
  });
});

describe('POST /calls/{id}/participants/{pid}/mute-requests', () => {
  it('asks the seat, and says who asks', async () => {
    const { ada, bob, ownerSecret } = await moderated();
    const answer = await askToMute(bob, 'microphone', ada.secret);
    expect([answer.status, answer.body]).toEqual([204, undefined]);
    expect(await bob.socket.next('mute-requested')).toEqual({ kind: 'microphone', by: ada.id });
    await askToMute(bob, 'screen', ownerSecret);
    expect(await bob.socket.next('mute-requested')).toEqual({ kind: 'screen', by: null });
    expect(ada.socket.all('mute-requested')).toEqual([]);
  });

  it('passes nothing on from one who may not moderate', async () => {
    const { ada, bob } = await moderated();
    expectProblem(await askToMute(ada, 'camera', bob.secret), 'forbidden');
    expectProblem(await askToMute(ada, 'camera'), 'unauthorized');
    expectProblem(await askToMute(ada, 'camera', newSecret()), 'unauthorized');
    // Had it been passed on it would stand before this.
    await permit(ada, ['moderate'], ada.secret);
    await ada.socket.next('participant-updated', ({ participant: { id } }) => id === ada.id);
    expect(ada.socket.all('mute-requested')).toEqual([]);
  });

  it.each([['speaker'], [''], [null], [undefined]])('refuses %j', async (kind) => {
    const { bob, ownerSecret } = await moderated();
    expectProblem(await askToMute(bob, kind, ownerSecret), 'invalid-payload', 'kind');
  });

  it('is answered for a seat without a socket all the same', async () => {
    const { id, ownerSecret } = await moderated();
    const carol = await sit(rest, server, id);
    expect((await askToMute(carol, 'camera', ownerSecret)).status).toBe(204);
  });
});

describe('a moderator who has left', () => {
  it('moderates no more, until it is back', async () => {
    const { id, ownerSecret, bob } = await moderated();
    const carol = await sit(rest, server, id, { ownerSecret });
    await rest.tryHangUp(server, carol);
    const lock = () => server.api.patch<Call>(`/calls/${id}`, { locked: true }, { bearer: carol.secret });
    expectProblem(await lock(), 'forbidden');
    expectProblem(await server.api.delete(at(bob), { bearer: carol.secret }), 'forbidden');
    await sit(rest, server, id, { secret: carol.secret });
    expect((await lock()).body).toMatchObject({ locked: true });
  });

  it('is told of the call’s end as every moderator is', async () => {
    const { id, ada, ownerSecret } = await moderated();
    await server.api.patch(`/calls/${id}`, { state: 'ended' }, { bearer: ownerSecret });
    const change = (body: object) => server.api.patch<Call>(`/calls/${id}`, body, { bearer: ada.secret });
    expectProblem(await change({ name: 'Ours' }), 'call-ended');
    expect((await change({ state: 'ended' })).body).toMatchObject({ state: 'ended' });
  });
});

describe('whom a moderator speaks of', () => {
  it('must be in the call', async () => {
    const { id, ada, bob, ownerSecret } = await moderated();
    await rest.tryHangUp(server, bob);
    for (const seat of [bob, { callId: id, id: 'nobody' }]) {
      expectProblem(await permit(seat, [], ada.secret), 'participant-not-found');
      expectProblem(await askToMute(seat, 'camera', ownerSecret), 'participant-not-found');
    }
    const nowhere = { callId: 'nowhere', id: bob.id };
    expectProblem(await permit(nowhere, [], ownerSecret), 'call-not-found');
    expectProblem(await askToMute(nowhere, 'camera', ownerSecret), 'call-not-found');
  });
});

describe('DELETE /calls/{id}/participants/{pid} by a moderator', () => {
  it('removes, for good', async () => {
    const { id, ada, bob } = await moderated();
    expect((await server.api.delete(at(bob), { bearer: ada.secret })).status).toBe(204);
    expect(await bob.socket.next('closing')).toMatchObject({ code: 'removed' });
    expect(await ada.socket.next('participant-left')).toEqual({
      participant: participantLike({ id: bob.id, state: 'left', leftAt: aTime }),
      reason: 'removed',
    });
    expectRefusal(await rest.tryJoin(server, id, { secret: bob.secret }), 'forbidden');
    expect(await server.callNow(id)).toEqual(
      callLike({
        id,
        state: 'active',
        maxParticipants: 5,
        startedAt: aTime,
        participants: [participantLike({ id: ada.id, permissions: ada.joined.self.permissions })],
      }),
    );
  });

  it('is not for who was a moderator and was removed', async () => {
    const { ada, bob, ownerSecret } = await moderated();
    await server.api.delete(at(ada), { bearer: ownerSecret });
    expectProblem(await server.api.delete(at(bob), { bearer: ada.secret }), 'forbidden');
    expectProblem(await permit(bob, ['data'], ada.secret), 'forbidden');
  });
});
