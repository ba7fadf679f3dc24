// What outlives the server: everything acknowledged, every seat; and how a server that is asked to stop says goodbye.
import type { MailboxPage, Page, Signal } from '@parley/protocol';
import { connect } from '../support/bare-socket.ts';
import { CANDIDATE, newSecret, OFFER } from '../support/samples.ts';
import { rest, send, sit, sitBySocket, socket } from './doors.ts';
import { describeOwnServer, serverUnderTest } from './server-under-test.ts';

/** Short enough to wait for, long enough for a busy machine to take a seat back after a start. */
const GRACE_SECONDS = 6;

const server = serverUnderTest({ PARLEY_RECONNECT_GRACE: String(GRACE_SECONDS) });
const RESTART_MS = 60_000;

describeOwnServer('after the server was killed', () => {
  it(
    'nothing acknowledged is lost, and the seats are taken back by their secrets',
    async () => {
      const call = await server.createCall({ name: 'Durable', metadata: { a: 1 } });
      const alice = await sitBySocket(server, call.id);
      const bob = await sitBySocket(server, call.id);
      await send(socket, server, alice, { type: 'offer', to: bob.id, messageId: 'o', description: OFFER });
      for (let i = 0; i < 20; i++)
        await send(socket, server, alice, { type: 'candidate', to: bob.id, candidate: CANDIDATE });
      await bob.socket.ok('received', { seq: 1 });
      await server.process.kill();
      await Promise.all([alice.socket.closed, bob.socket.closed]);
      await server.process.restart();

      const now = await server.callNow(call.id);
      expect(now).toMatchObject({ name: 'Durable', metadata: { a: 1 }, state: 'active' });
      expect(now.participants).toMatchObject([{ id: alice.id }, { id: bob.id }]);
      const back = await sitBySocket(server, call.id, { secret: bob.secret, after: 1 });
      expect(back.joined).toMatchObject({ resumed: true, self: { id: bob.id, state: 'connected' } });
      expect(back.joined.mailbox.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 2));
      expect(
        await send(rest, server, alice, { type: 'offer', to: bob.id, messageId: 'o', description: OFFER }),
      ).toMatchObject({ seq: 1 });
      expect(await send(rest, server, alice, { type: 'candidate', to: bob.id, candidate: null })).toMatchObject({
        seq: 22,
      });
      await back.socket.next('candidate', ({ seq }) => seq === 22);
    },
    RESTART_MS,
  );

  it(
    'a position that was acknowledged is still confirmed: by `received`, and by `after` over REST',
    async () => {
      const { id } = await server.createCall({ maxParticipants: 3 });
      const alice = await sit(rest, server, id);
      const bob = await sitBySocket(server, id);
      const carol = await sit(rest, server, id);
      const mailbox = (seat: { id: string; secret: string }, query = '') =>
        server.api.get<MailboxPage>(`/calls/${id}/participants/${seat.id}/mailbox${query}`, { bearer: seat.secret });
      for (const [i, to] of [bob.id, bob.id, carol.id, carol.id].entries())
        await send(rest, server, alice, { type: 'candidate', to, messageId: `m${i}`, candidate: null });
      await Promise.all([bob.socket.ok('received', { seq: 2 }), mailbox(carol, '?after=2')]);
      await server.process.kill();
      await server.process.restart();
      expect((await mailbox(bob)).body).toEqual({ items: [], more: false });
      expect((await mailbox(carol)).body).toEqual({ items: [], more: false });
      const { body } = await server.api.get<Page<Signal>>(`/calls/${id}/signals`, { bearer: alice.secret });
      expect(body.items.map(({ delivered }) => delivered)).toEqual([true, true, true, true]);
    },
    RESTART_MS,
  );

  it(
    'the grace of its seats runs from the start',
    async () => {
      const { id } = await server.createCall({ maxParticipants: 3 });
      const secret = newSecret();
      const alice = await sitBySocket(server, id, { secret });
      const bob = await sitBySocket(server, id);
      await server.process.kill();
      await server.process.restart();
      const back = await sitBySocket(server, id, { secret });
      expect(back.joined.call.participants).toMatchObject([
        { id: alice.id, state: 'connected' },
        { id: bob.id, state: 'reconnecting' },
      ]);
      const left = await back.socket.next('participant-left', undefined, { within: GRACE_SECONDS * 1000 + 10_000 });
      expect(left).toMatchObject({ participant: { id: bob.id }, reason: 'lost' });
    },
    RESTART_MS,
  );

  it(
    'an open offer still waits for its taker',
    async () => {
      const { id } = await server.createCall();
      const alice = await sitBySocket(server, id);
      await send(socket, server, alice, { type: 'offer', messageId: 'open', description: OFFER });
      await server.process.kill();
      await server.process.restart();
      expect((await sitBySocket(server, id)).joined.mailbox).toMatchObject([
        { seq: 1, messageId: 'open', from: alice.id },
      ]);
    },
    RESTART_MS,
  );
});

describeOwnServer('a server that is asked to stop', () => {
  it(
    'says `closing: draining`, answers held polls, loses nothing, and sockets come back by themselves',
    async () => {
      const { id } = await server.createCall();
      const bob = await sit(rest, server, id);
      const bare = await connect(server.url, { reconnection: true, reconnectionDelay: 100, reconnectionDelayMax: 200 });
      try {
        const alice = await bare.ok('join', { callId: id });
        const held = server.api.get<MailboxPage>(`/calls/${id}/participants/${bob.id}/mailbox?wait=30`, {
          bearer: bob.secret,
        });
        await server.api.get(`/calls/${id}/participants/${bob.id}/mailbox`, { bearer: bob.secret });
        const stopped = server.process.stop();
        expect(await bare.next('closing')).toEqual({ code: 'draining', message: expect.stringMatching(/\S/) });
        expect(await bare.closed).not.toBe('io server disconnect');
        expect((await held).body).toEqual({ items: [], more: false });
        expect(await stopped).toBe(0);

        const connected = new Promise<void>((resolve) => bare.io.once('connect', () => resolve()));
        await server.process.restart();
        await connected;
        const back = await bare.ok('join', { callId: id, secret: alice.secret });
        expect(back).toMatchObject({ resumed: true, self: { id: alice.self.id } });
      } finally {
        bare.close();
      }
    },
    RESTART_MS,
  );

  it(
    'keeps what it acknowledged, answered in the last moment',
    async () => {
      const { id } = await server.createCall();
      const alice = await sitBySocket(server, id);
      const bob = await sit(rest, server, id);
      const answers = Array.from({ length: 300 }, (_, i) =>
        alice.socket.request('candidate', { to: bob.id, messageId: `last ${i}`, candidate: null }).catch(() => null),
      );
      await answers[10];
      const stopped = server.process.stop();
      await alice.socket.closed;
      const acknowledged = alice.socket.journal.filter(
        ({ name, payload }) => name === 'candidate' && (payload as { ok?: boolean }).ok,
      ).length;
      expect(await stopped).toBe(0);
      await server.process.restart();
      const { body } = await server.api.get<Page<Signal>>(`/calls/${id}/signals?limit=200`, { bearer: bob.secret });
      const more = body.nextCursor
        ? (
            await server.api.get<Page<Signal>>(`/calls/${id}/signals?limit=200&cursor=${body.nextCursor}`, {
              bearer: bob.secret,
            })
          ).body.items
        : [];
      expect(body.items.length + more.length).toBeGreaterThanOrEqual(acknowledged);
      await Promise.all(answers);
    },
    RESTART_MS,
  );
});
