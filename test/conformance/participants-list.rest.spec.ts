// `GET /calls/{id}/participants`: everyone who ever had a seat.
import type { Page, Participant } from '@parley/protocol';
import { withQuery, type Query } from '../support/rest-api.ts';
import { newSecret } from '../support/samples.ts';
import { rest, sit } from './doors.ts';
import { API_KEY, itWithApiKey, serverUnderTest } from './server-under-test.ts';
import { aTime, expectProblem, participantLike } from './shapes.ts';

const server = serverUnderTest();

const list = (id: string, bearer?: string, query: Query = {}) =>
  server.api.get<Page<Participant>>(withQuery(`/calls/${id}/participants`, query), { bearer });

describe('GET /calls/{id}/participants', () => {
  it('answers everyone who ever had a seat, in the order of joining', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const alice = await sit(rest, server, id, { displayName: 'Alice' });
    const bob = await sit(rest, server, id, { displayName: 'Bob' });
    const carol = await sit(rest, server, id, { displayName: 'Carol' });
    await server.api.delete(`/calls/${id}/participants/${bob.id}`, { bearer: bob.secret });
    const answer = await list(id, alice.secret);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      items: [
        participantLike({ id: alice.id, displayName: 'Alice' }),
        participantLike({ id: bob.id, displayName: 'Bob', state: 'left', leftAt: aTime }),
        participantLike({ id: carol.id, displayName: 'Carol' }),
      ],
      nextCursor: null,
    });
    expect((await server.callNow(id)).participants.map((participant) => participant.id)).toEqual([alice.id, carol.id]);
  });

  it('walks page by page', async () => {
    const { id } = await server.createCall({ maxParticipants: 5 });
    const seats = [];
    for (let i = 0; i < 5; i++) seats.push(await sit(rest, server, id));
    const secret = seats[0]?.secret ?? '';
    const walked: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: Page<Participant> } = await list(id, secret, {
        limit: 2,
        ...(cursor !== null && { cursor }),
      });
      walked.push(...body.items.map((participant) => participant.id));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(walked).toEqual(seats.map((seat) => seat.id));
  });

  itWithApiKey('is answered to an API key', async () => {
    const { id } = await server.createCall();
    expect((await list(id, API_KEY)).body).toEqual({ items: [], nextCursor: null });
  });

  it('is answered to who was in a call that has ended', async () => {
    const { id } = await server.createCall();
    const seat = await sit(rest, server, id);
    await server.api.delete(`/calls/${id}/participants/${seat.id}`, { bearer: seat.secret });
    expect((await list(id, seat.secret)).body.items).toEqual([
      participantLike({ id: seat.id, state: 'left', leftAt: aTime }),
    ]);
  });

  it('is unauthorized without a secret, with an unknown one and with one of another call; forbidden with the owner’s', async () => {
    const call = await server.createCall();
    const other = await sit(rest, server, (await server.createCall()).id);
    expectProblem(await list(call.id), 'unauthorized');
    expectProblem(await list(call.id, newSecret()), 'unauthorized');
    expectProblem(await list(call.id, other.secret), 'unauthorized');
    expectProblem(await list(call.id, call.ownerSecret), 'forbidden');
  });

  it.each([
    [{ limit: 0 }, 'limit'],
    [{ limit: 201 }, 'limit'],
    [{ cursor: 'not-one-of-ours' }, 'cursor'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j and names it', async (query, path) => {
    const { id } = await server.createCall();
    const { secret } = await sit(rest, server, id);
    expectProblem(await list(id, secret, query), 'invalid-payload', path);
  });

  it('checks shape, then existence, then the secret', async () => {
    expectProblem(await list('nope', undefined, { limit: 0 }), 'invalid-payload', 'limit');
    expectProblem(await list('nope'), 'call-not-found');
  });
});
