// `PATCH /calls/{id}`, its `If-Match` and the `ETag`.
import type { Call } from '@parley/protocol';
import type { Answer } from '../support/rest-api.ts';
import { CANDIDATE, newSecret, OFFER } from '../support/samples.ts';
import { rest, send, sit, sitBySocket } from './doors.ts';
import { API_KEY, itWithApiKey, serverUnderTest } from './server-under-test.ts';
import { aTime, callLike, expectProblem, participantLike } from './shapes.ts';

const server = serverUnderTest();

const version = (answer: Answer) => Number(/^"(\d+)"$/.exec(answer.headers.get('etag') ?? '')?.[1]);
const versionNow = async (id: string) => version(await server.api.get(`/calls/${id}`));

const patch = (call: { id: string; ownerSecret: string }, body: object, headers: Record<string, string> = {}) =>
  server.api.patch<Call>(`/calls/${call.id}`, body, { bearer: call.ownerSecret, headers });

describe('PATCH /calls/{id}', () => {
  it('answers 200 with the changed Call and leaves the rest as it was', async () => {
    const call = await server.createCall({ name: 'Before', metadata: { a: 1 } });
    const renamed = await patch(call, { name: 'After' });
    expect(renamed.status).toBe(200);
    expect(renamed.body).toEqual(callLike({ id: call.id, name: 'After', metadata: { a: 1 } }));
    const rest = await patch(call, { name: null, metadata: { b: [2] }, listed: false });
    expect(rest.body).toEqual(callLike({ id: call.id, metadata: { b: [2] }, listed: false }));
    expect(await server.callNow(call.id)).toEqual(rest.body);
  });

  itWithApiKey('takes an API key in the place of the owner secret', async () => {
    const { id } = await server.createCall();
    expect((await server.api.patch(`/calls/${id}`, { name: 'By key' }, { bearer: API_KEY })).body).toMatchObject({
      name: 'By key',
    });
  });

  it('is unauthorized without a secret, with an unknown one and with one of another call; forbidden with a participant’s', async () => {
    const call = await server.createCall();
    const other = await server.createCall();
    const seat = await sit(rest, server, call.id);
    const as = (bearer?: string) => server.api.patch(`/calls/${call.id}`, { name: 'Mine' }, { bearer });
    expectProblem(await as(), 'unauthorized');
    expectProblem(await as(newSecret()), 'unauthorized');
    expectProblem(await as(other.ownerSecret), 'unauthorized');
    expectProblem(await as(seat.secret), 'forbidden');
    expect(await server.callNow(call.id)).toMatchObject({ name: null });
  });

  it.each([
    [{ name: 'x'.repeat(201) }, 'name'],
    [{ metadata: 'x' }, 'metadata'],
    [{ listed: null }, 'listed'],
    [{ state: 'active' }, 'state'],
    [{ state: 'waiting' }, 'state'],
    [{ maxParticipants: 3 }, 'maxParticipants'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j and names the field', async (body, path) => {
    expectProblem(await patch(await server.createCall(), body), 'invalid-payload', path);
  });

  it('refuses metadata over 4 KiB with payload-too-large', async () => {
    expectProblem(await patch(await server.createCall(), { metadata: { k: 'x'.repeat(4096) } }), 'payload-too-large');
  });

  it('ends the call with `state: "ended"`: everyone becomes left, with leftAt = endedAt', async () => {
    const call = await server.createCall();
    const seat = await sitBySocket(server, call.id);
    const ended = await patch(call, { state: 'ended' });
    expect(ended.body).toEqual(callLike({ id: call.id, state: 'ended', endedAt: aTime, endReason: 'ended' }));
    expect(await seat.socket.next('call-ended')).toEqual({ call: ended.body, reason: 'ended' });
    const { body } = await server.api.get<{ items: unknown[] }>(`/calls/${call.id}/participants`, {
      bearer: seat.secret,
    });
    expect(body.items).toEqual([participantLike({ id: seat.id, state: 'left', leftAt: ended.body.endedAt })]);
  });

  it('may change other fields as it ends the call', async () => {
    const ended = await patch(await server.createCall(), { name: 'Over', state: 'ended' });
    expect(ended.body).toMatchObject({ name: 'Over', state: 'ended' });
  });

  it('takes only `state: "ended"` on an ended call, else answers 410', async () => {
    const call = await server.createCall();
    const ended = await patch(call, { state: 'ended' });
    const again = await patch(call, { state: 'ended' });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(ended.body);
    expectProblem(await patch(call, { name: 'Late' }), 'call-ended');
    expectProblem(await patch(call, { state: 'ended', name: 'Late' }), 'call-ended');
  });

  it('checks shape, then existence, then the secret, then state', async () => {
    const call = await server.createCall();
    await patch(call, { state: 'ended' });
    expectProblem(await server.api.patch('/calls/nope', { colour: 1 }), 'invalid-payload', 'colour');
    expectProblem(await server.api.patch('/calls/nope', { name: 'x' }), 'call-not-found');
    expectProblem(await server.api.patch(`/calls/${call.id}`, { name: 'x' }), 'unauthorized');
    expectProblem(await patch(call, { name: 'x' }), 'call-ended');
  });
});

describe('If-Match', () => {
  it('is honoured: the current ETag passes, an old one is precondition-failed and changes nothing', async () => {
    const call = await server.createCall();
    const etag = (await server.api.get(`/calls/${call.id}`)).headers.get('etag') ?? '';
    const first = await patch(call, { name: 'First' }, { 'If-Match': etag });
    expect(first.status).toBe(200);
    expectProblem(await patch(call, { name: 'Second' }, { 'If-Match': etag }), 'precondition-failed');
    expect(await server.callNow(call.id)).toMatchObject({ name: 'First' });
    expect((await patch(call, { name: 'Third' }, { 'If-Match': first.headers.get('etag') ?? '' })).status).toBe(200);
  });

  it('takes `*` and a list, as RFC 9110 has them', async () => {
    const call = await server.createCall();
    const etag = (await server.api.get(`/calls/${call.id}`)).headers.get('etag') ?? '';
    expect((await patch(call, { name: 'Listed' }, { 'If-Match': `"no-such", ${etag}` })).status).toBe(200);
    expect((await patch(call, { name: 'Any' }, { 'If-Match': '*' })).status).toBe(200);
    expectProblem(await patch(call, { name: 'x' }, { 'If-Match': '"no-such"' }), 'precondition-failed');
  });

  it('of an old version on an ended call: 410 comes before 412', async () => {
    const call = await server.createCall();
    await patch(call, { state: 'ended' });
    expectProblem(await patch(call, { name: 'x' }, { 'If-Match': '"no-such"' }), 'call-ended');
  });
});

describe('ETag', () => {
  it('rises with every committed change, seats included, and not for signals', async () => {
    const call = await server.createCall({ maxParticipants: 3 });
    const versions = [await versionNow(call.id)];
    const step = async () => versions.push(await versionNow(call.id));
    const alice = await sit(rest, server, call.id);
    await step();
    const bob = await sit(rest, server, call.id);
    await step();
    versions.push(version(await patch(call, { name: 'Named' })));
    await server.api.delete(`/calls/${call.id}/participants/${bob.id}`, { bearer: bob.secret });
    await step();
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(new Set(versions).size).toBe(versions.length);

    const quiet = await versionNow(call.id);
    const carol = await sit(rest, server, call.id);
    const seated = await versionNow(call.id);
    expect(seated).toBeGreaterThan(quiet);
    await send(rest, server, alice, { type: 'offer', to: carol.id, description: OFFER });
    await send(rest, server, alice, { type: 'candidate', to: carol.id, candidate: CANDIDATE });
    expect(await versionNow(call.id)).toBe(seated);
  });
});
