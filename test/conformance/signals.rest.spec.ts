// `POST` and `GET /calls/{id}/signals`: what is REST's alone; what both doors share stands in the spec of its subject.
import type { Page, Signal } from '@parley/protocol';
import { withQuery, type Query } from '../support/rest-api.ts';
import { ANSWER, CANDIDATE, newMessageId, newSecret, OFFER } from '../support/samples.ts';
import { rest, send, sit, type Seat } from './doors.ts';
import { API_KEY, itWithApiKey, serverUnderTest } from './server-under-test.ts';
import { aString, expectProblem, signalLike } from './shapes.ts';

const server = serverUnderTest();

const post = (callId: string, body: object, bearer?: string) =>
  server.api.post<Signal>(`/calls/${callId}/signals`, body, { bearer });
const list = (callId: string, bearer?: string, query: Query = {}) =>
  server.api.get<Page<Signal>>(withQuery(`/calls/${callId}/signals`, query), { bearer });

async function pair(): Promise<{ id: string; ownerSecret: string; alice: Seat; bob: Seat }> {
  const { id, ownerSecret } = await server.createCall();
  return { id, ownerSecret, alice: await sit(rest, server, id), bob: await sit(rest, server, id) };
}

describe('POST /calls/{id}/signals', () => {
  it.each([
    ['an offer', { type: 'offer', description: OFFER }],
    ['an answer', { type: 'answer', description: ANSWER }],
    ['a candidate', { type: 'candidate', candidate: CANDIDATE }],
    ['end-of-candidates', { type: 'candidate', candidate: null }],
  ])('answers 201 with the Signal: %s', async (_, said) => {
    const { id, alice, bob } = await pair();
    const answer = await post(id, { ...said, to: bob.id, messageId: 'm1', connection: 'c1' }, alice.secret);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual(
      signalLike({ ...said, seq: 1, from: alice.id, to: bob.id, messageId: 'm1', connection: 'c1' }),
    );
  });

  it('answers 200 for a repeated messageId with where that signal is now, and stores nothing', async () => {
    const { id, alice, bob } = await pair();
    const first = await post(id, { type: 'offer', to: bob.id, messageId: 'same', description: OFFER }, alice.secret);
    const again = await post(id, { type: 'candidate', to: bob.id, messageId: 'same', candidate: null }, alice.secret);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect((await list(id, alice.secret)).body.items).toEqual([first.body]);
  });

  it('answers an open offer with `to: null, seq: null`', async () => {
    const { id } = await server.createCall();
    const alice = await sit(rest, server, id);
    const answer = await post(id, { type: 'offer', messageId: 'open', description: OFFER }, alice.secret);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual(signalLike({ from: alice.id, type: 'offer', messageId: 'open', description: OFFER }));
  });

  it.each([
    ['a hangup', { type: 'hangup' }],
    ['another type', { type: 'ping', description: OFFER }],
    ['no type', { description: OFFER }],
  ])('refuses %s and names `type`', async (_, body) => {
    const { id, alice, bob } = await pair();
    expectProblem(await post(id, { ...body, to: bob.id, messageId: 'm' }, alice.secret), 'invalid-payload', 'type');
  });

  it('takes one’s own secret only', async () => {
    const { id, ownerSecret, alice, bob } = await pair();
    const stranger = await pair();
    const offer = { type: 'offer', to: bob.id, messageId: 'm', description: OFFER };
    expectProblem(await post(id, offer), 'unauthorized');
    expectProblem(await post(id, offer, newSecret()), 'unauthorized');
    expectProblem(await post(id, offer, stranger.alice.secret), 'unauthorized');
    expectProblem(await post(id, offer, ownerSecret), 'forbidden');
    expect((await list(id, alice.secret)).body.items).toEqual([]);
  });

  itWithApiKey('is forbidden to an API key: it has no seat to speak from', async () => {
    const { id, bob } = await pair();
    expectProblem(
      await post(id, { type: 'offer', to: bob.id, messageId: 'm', description: OFFER }, API_KEY),
      'forbidden',
    );
  });

  it('checks size, shape, existence, secret, in this order', async () => {
    const huge = { type: 'offer', description: { type: 'offer', sdp: 'x'.repeat(65_537) }, colour: 1 };
    expectProblem(await post('nope', huge), 'payload-too-large');
    expectProblem(
      await post('nope', { type: 'offer', messageId: 'm', description: OFFER, colour: 1 }),
      'invalid-payload',
      'colour',
    );
    expectProblem(await post('nope', { type: 'offer', messageId: 'm', description: OFFER }), 'call-not-found');
    const { id } = await pair();
    expectProblem(await post(id, { type: 'offer', messageId: 'm', description: OFFER }), 'unauthorized');
  });

  it('checks that `to` exists before the secret', async () => {
    const { id, ownerSecret, bob } = await pair();
    const toNobody = { type: 'offer', to: 'nobody', messageId: 'm', description: OFFER };
    for (const bearer of [undefined, newSecret(), ownerSecret]) {
      expectProblem(await post(id, toNobody, bearer), 'participant-not-found');
    }
    expectProblem(await post('nope', toNobody), 'call-not-found');
    expectProblem(await post(id, { ...toNobody, to: bob.id }), 'unauthorized');
  });

  it('refuses unknown query names', async () => {
    const { id, alice } = await pair();
    const path = `/calls/${id}/signals?colour=red`;
    const offer = { type: 'offer', messageId: 'm', description: OFFER };
    expectProblem(await server.api.post(path, offer, { bearer: alice.secret }), 'invalid-payload', 'colour');
  });
});

describe('GET /calls/{id}/signals', () => {
  it('answers the stored SDP and candidates of the whole call, oldest first', async () => {
    const { id, alice, bob } = await pair();
    await send(rest, server, alice, { type: 'offer', to: bob.id, messageId: '1', description: OFFER });
    await send(rest, server, bob, { type: 'answer', to: alice.id, messageId: '2', description: ANSWER });
    await send(rest, server, alice, {
      type: 'candidate',
      to: bob.id,
      messageId: '3',
      connection: 'c',
      candidate: CANDIDATE,
    });
    for (const reader of [alice, bob]) {
      const answer = await list(id, reader.secret);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        items: [
          signalLike({ seq: 1, from: alice.id, to: bob.id, type: 'offer', messageId: '1', description: OFFER }),
          signalLike({ seq: 1, from: bob.id, to: alice.id, type: 'answer', messageId: '2', description: ANSWER }),
          signalLike({
            seq: 2,
            from: alice.id,
            to: bob.id,
            type: 'candidate',
            messageId: '3',
            connection: 'c',
            candidate: CANDIDATE,
          }),
        ],
        nextCursor: null,
      });
    }
  });

  it('says by `delivered` whether the receiver has confirmed a signal', async () => {
    const { id, alice, bob } = await pair();
    await send(rest, server, alice, { type: 'offer', to: bob.id, description: OFFER });
    await send(rest, server, alice, { type: 'candidate', to: bob.id, candidate: null });
    await server.api.get(`/calls/${id}/participants/${bob.id}/mailbox?after=1`, { bearer: bob.secret });
    expect((await list(id, alice.secret)).body.items.map(({ delivered }) => delivered)).toEqual([true, false]);
  });

  it('filters by type, from and to, and walks page by page', async () => {
    const { id, alice, bob } = await pair();
    for (let i = 0; i < 3; i++) {
      await send(rest, server, alice, { type: 'candidate', to: bob.id, messageId: `a${i}`, candidate: CANDIDATE });
      await send(rest, server, bob, { type: 'candidate', to: alice.id, messageId: `b${i}`, candidate: CANDIDATE });
    }
    await send(rest, server, alice, { type: 'offer', to: bob.id, messageId: 'offer', description: OFFER });
    const names = async (query: Query) =>
      (await list(id, alice.secret, query)).body.items.map(({ messageId }) => messageId);
    expect(await names({ type: 'offer' })).toEqual(['offer']);
    expect(await names({ type: 'hangup' })).toEqual([]);
    expect(await names({ from: bob.id })).toEqual(['b0', 'b1', 'b2']);
    expect(await names({ to: bob.id })).toEqual(['a0', 'a1', 'a2', 'offer']);
    expect(await names({ type: 'candidate', from: alice.id, to: bob.id })).toEqual(['a0', 'a1', 'a2']);
    const first = (await list(id, alice.secret, { from: alice.id, limit: 2 })).body;
    expect(first.items.map(({ messageId }) => messageId)).toEqual(['a0', 'a1']);
    expect(await names({ from: alice.id, limit: 2, cursor: first.nextCursor ?? '' })).toEqual(['a2', 'offer']);
  });

  it('has 50 items by default, 200 at most', async () => {
    const { id, alice, bob } = await pair();
    for (let i = 0; i < 51; i++) await send(rest, server, alice, { type: 'candidate', to: bob.id, candidate: null });
    const page = (await list(id, alice.secret)).body;
    expect([page.items.length, typeof page.nextCursor]).toEqual([50, 'string']);
    expect((await list(id, alice.secret, { limit: 200 })).body.items).toHaveLength(51);
  });

  it('has the hangup signals too, with `connection: ""`', async () => {
    const { id, alice, bob } = await pair();
    await rest.tryHangUp(server, bob);
    expect((await list(id, alice.secret, { type: 'hangup' })).body.items).toEqual([
      signalLike({ seq: 1, from: bob.id, to: alice.id, type: 'hangup', messageId: aString, reason: null }),
    ]);
  });

  itWithApiKey('is answered to an API key', async () => {
    const { id, alice, bob } = await pair();
    const messageId = newMessageId();
    await send(rest, server, alice, { type: 'offer', to: bob.id, messageId, description: OFFER });
    expect((await list(id, API_KEY)).body.items).toMatchObject([{ messageId }]);
  });

  it('is unauthorized to strangers and forbidden to the owner secret: signals hold IP addresses', async () => {
    const { id, ownerSecret } = await pair();
    const stranger = await pair();
    expectProblem(await list(id), 'unauthorized');
    expectProblem(await list(id, newSecret()), 'unauthorized');
    expectProblem(await list(id, stranger.alice.secret), 'unauthorized');
    expectProblem(await list(id, ownerSecret), 'forbidden');
    expectProblem(await list('nope'), 'call-not-found');
  });

  it.each([
    [{ type: 'ping' }, 'type'],
    [{ limit: 0 }, 'limit'],
    [{ limit: 201 }, 'limit'],
    [{ cursor: 'not-one-of-ours' }, 'cursor'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j and names it', async (query, path) => {
    const { id, alice } = await pair();
    expectProblem(await list(id, alice.secret, query), 'invalid-payload', path);
  });
});
