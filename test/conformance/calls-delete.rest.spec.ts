// `DELETE /calls/{id}`.
import { newSecret } from '../support/samples.ts';
import { rest, sit, sitBySocket } from './doors.ts';
import { API_KEY, itWithApiKey, serverUnderTest } from './server-under-test.ts';
import { aTime, callLike, expectProblem } from './shapes.ts';

const server = serverUnderTest();

const erase = (id: string, bearer?: string) => server.api.delete(`/calls/${id}`, { bearer });

describe('DELETE /calls/{id}', () => {
  it('answers 204, ends the call with the reason `deleted`, and erases it with all its signals', async () => {
    const call = await server.createCall();
    const seat = await sitBySocket(server, call.id);
    const erased = await erase(call.id, call.ownerSecret);
    expect([erased.status, erased.body]).toEqual([204, undefined]);
    const ended = await seat.socket.next('call-ended');
    expect(ended).toEqual({
      call: callLike({ id: call.id, state: 'ended', endedAt: aTime, endReason: 'deleted' }),
      reason: 'deleted',
    });
    expectProblem(await server.api.get(`/calls/${call.id}`), 'call-not-found');
    expectProblem(await server.api.get(`/calls/${call.id}/signals`, { bearer: seat.secret }), 'call-not-found');
    expectProblem(
      await server.api.get(`/calls/${call.id}/participants/${seat.id}/mailbox`, { bearer: seat.secret }),
      'call-not-found',
    );
    expectProblem(await server.api.post(`/calls/${call.id}/participants`, {}), 'call-not-found');
    expectProblem(await erase(call.id, call.ownerSecret), 'call-not-found');
  });

  it('erases a call that has ended', async () => {
    const call = await server.createCall();
    await server.api.patch(`/calls/${call.id}`, { state: 'ended' }, { bearer: call.ownerSecret });
    expect((await erase(call.id, call.ownerSecret)).status).toBe(204);
    expectProblem(await server.api.get(`/calls/${call.id}`), 'call-not-found');
  });

  itWithApiKey('takes an API key in the place of the owner secret', async () => {
    expect((await erase((await server.createCall()).id, API_KEY)).status).toBe(204);
  });

  it('is unauthorized without a secret or with an unknown one, forbidden with a participant’s, and then changes nothing', async () => {
    const call = await server.createCall();
    const seat = await sit(rest, server, call.id);
    expectProblem(await erase(call.id), 'unauthorized');
    expectProblem(await erase(call.id, newSecret()), 'unauthorized');
    expectProblem(await erase(call.id, (await server.createCall()).ownerSecret), 'unauthorized');
    expectProblem(await erase(call.id, seat.secret), 'forbidden');
    expect(await server.callNow(call.id)).toMatchObject({ state: 'waiting' });
  });

  it('checks existence before the secret', async () => {
    expectProblem(await erase('nope'), 'call-not-found');
  });
});
