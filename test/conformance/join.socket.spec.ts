// `join`: the seat, its refusals, taking it back, and what the others hear of it.
import { CANDIDATE, newSecret, OFFER } from '../support/samples.ts';
import { rest, send, sit, sitBySocket } from './doors.ts';
import { serverUnderTest, TAKES_TURNS } from './server-under-test.ts';
import { aSecret, callLike, expectRefusal, participantLike } from './shapes.ts';

const server = serverUnderTest();

describe('join', () => {
  it('is acknowledged with Joined', async () => {
    const { id } = await server.createCall();
    const socket = await server.connect();
    const joined = await socket.request('join', { callId: id, displayName: 'Ada' });
    const self = participantLike({ displayName: 'Ada' });
    expect(joined).toEqual({
      ok: true,
      self,
      resumed: false,
      secret: aSecret,
      call: callLike({ id, participants: [self] }),
      iceServers: expect.any(Array),
      expiresAt: null,
      mailbox: [],
      more: false,
    });
  });

  it('returns a secret only if it was left out', async () => {
    const { id } = await server.createCall();
    const socket = await server.connect();
    expect(await socket.ok('join', { callId: id, secret: newSecret() })).not.toHaveProperty('secret');
  });

  if (!TAKES_TURNS) {
    it('works over HTTP long polling too', async () => {
      const { id } = await server.createCall();
      const alice = await sitBySocket(server, id);
      const socket = await server.connect({ transports: ['polling'] });
      const bob = await socket.ok('join', { callId: id });
      await send(rest, server, alice, { type: 'offer', to: bob.self.id, messageId: 'polled', description: OFFER });
      expect(await socket.next('offer')).toMatchObject({ seq: 1, messageId: 'polled' });
    });
  }

  it('sends participant-joined to every other seat, not to the newcomer', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    const carol = await sitBySocket(server, id);
    for (const there of [alice, bob]) {
      expect(await there.socket.next('participant-joined', ({ participant }) => participant.id === carol.id)).toEqual({
        participant: carol.joined.self,
        tookOffer: null,
      });
    }
    // Bob's only one is about Carol: what was said of his own coming would stand before it.
    expect(bob.socket.all('participant-joined').map(({ participant }) => participant.id)).toEqual([carol.id]);
  });

  it('is refused with call-not-found, call-full and call-ended', async () => {
    const call = await server.createCall();
    const socket = await server.connect();
    const join = (callId: string) => socket.request('join', { callId });
    expectRefusal(await join('nope'), 'call-not-found');
    expectRefusal(await join('😀'.repeat(300)), 'call-not-found');
    await sit(rest, server, call.id);
    await sit(rest, server, call.id);
    expectRefusal(await join(call.id), 'call-full');
    await server.api.patch(`/calls/${call.id}`, { state: 'ended' }, { bearer: call.ownerSecret });
    expectRefusal(await join(call.id), 'call-ended');
    // A refusal changes nothing: this socket may still take a seat.
    expect(await join((await server.createCall()).id)).toMatchObject({ ok: true });
  });

  it.each([
    [{}, 'callId'],
    [{ callId: 5 }, 'callId'],
    [{ callId: 'x', secret: 'a'.repeat(21) }, 'secret'],
    [{ callId: 'x', secret: 'a'.repeat(129) }, 'secret'],
    [{ callId: 'x', secret: `${'a'.repeat(30)}!` }, 'secret'],
    [{ callId: 'x', displayName: 'x'.repeat(101) }, 'displayName'],
    [{ callId: 'x', displayName: '\ud800' }, 'displayName'],
    [{ callId: 'x', after: -1 }, 'after'],
    [{ callId: 'x', after: 0.5 }, 'after'],
    [{ callId: 'x', after: '0' }, 'after'],
    [{ callId: 'x', colour: 'red' }, 'colour'],
  ])('refuses %j and names the field: shape is checked before existence', async (payload, path) => {
    const socket = await server.connect();
    expectRefusal(await socket.request('join', payload), 'invalid-payload', path);
  });

  it('takes a secret of 22 and of 128 characters, and a displayName of 100 code points', async () => {
    const { id } = await server.createCall();
    const displayName = '😀'.repeat(100);
    await sitBySocket(server, id, { secret: newSecret().slice(0, 22), displayName });
    await sitBySocket(server, id, { secret: newSecret().repeat(3).slice(0, 128) });
    expect((await server.callNow(id)).participants).toMatchObject([{ displayName }, { displayName: null }]);
  });
});

describe('join with a secret that has a seat here', () => {
  it('takes the seat back: resumed, the same participant, and an older socket on it is closed as replaced', async () => {
    const { id } = await server.createCall();
    const first = await sitBySocket(server, id);
    const second = await sitBySocket(server, id, { secret: first.secret });
    expect(second.joined).toMatchObject({ resumed: true, self: first.joined.self });
    expect(await first.socket.next('closing')).toEqual({ code: 'replaced', message: expect.stringMatching(/\S/) });
    // After `replaced` the client does not connect again by itself.
    expect(await first.socket.closed).toBe('io server disconnect');
    expect((await server.callNow(id)).participants).toEqual([first.joined.self]);
  });

  it('leaves the seat connected when the older socket goes, and is no newcomer to the others', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    await alice.socket.next('participant-joined');
    await sitBySocket(server, id, { secret: bob.secret });
    await bob.socket.closed;
    const carol = await sitBySocket(server, id);
    await alice.socket.next('participant-joined');
    expect(alice.socket.all('participant-joined').map(({ participant }) => participant.id)).toEqual([bob.id, carol.id]);
    expect(alice.socket.all('participant-left')).toEqual([]);
    expect((await server.callNow(id)).participants[1]).toMatchObject({ id: bob.id, state: 'connected' });
  });

  it('works in a full call', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    await sitBySocket(server, id);
    expect((await sitBySocket(server, id, { secret: alice.secret })).joined.resumed).toBe(true);
  });

  it('stands for its own seat in this call alone', async () => {
    const secret = newSecret();
    const one = await sitBySocket(server, (await server.createCall()).id, { secret });
    const other = await sitBySocket(server, (await server.createCall()).id, { secret });
    expect(other.joined.resumed).toBe(false);
    expect(other.id).not.toBe(one.id);
  });

  it('answers all that its mailbox holds past its position; `after` is that position and confirms up to it', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    const bob = await sit(rest, server, id);
    for (let i = 0; i < 4; i++)
      await send(rest, server, alice, { type: 'candidate', to: bob.id, candidate: CANDIDATE });
    const seqsOf = async (fields: object) =>
      (await sitBySocket(server, id, { secret: bob.secret, ...fields })).joined.mailbox.map(({ seq }) => seq);
    expect(await seqsOf({})).toEqual([1, 2, 3, 4]);
    expect(await seqsOf({ after: 2 })).toEqual([3, 4]);
    expect(await seqsOf({})).toEqual([3, 4]);
    expect(await seqsOf({ after: 1 })).toEqual([2, 3, 4]);
    const { body } = await server.api.get<{ items: unknown[] }>(`/calls/${id}/signals`, { bearer: alice.secret });
    expect(body.items).toMatchObject([
      { delivered: true },
      { delivered: true },
      { delivered: false },
      { delivered: false },
    ]);
  });

  it('refuses an `after` past the last seq, and leaves the older socket alone', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    const again = await server.connect();
    const refused = await again.request('join', { callId: id, secret: alice.secret, after: 1 });
    expectRefusal(refused, 'invalid-payload', 'after');
    expect(await alice.socket.request('sync', {})).toEqual({ ok: true, mailbox: [], more: false });
  });

  it('is acknowledged before any event for the seat; what stands in `mailbox` is not sent again', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    const bob = await sit(rest, server, id);
    const socket = await server.connect();
    const count = 60;
    const said = Array.from({ length: count }, () =>
      send(rest, server, alice, { type: 'candidate', to: bob.id, candidate: CANDIDATE }),
    );
    // In the midst of what is being said to it.
    await said[10];
    const joined = await socket.ok('join', { callId: id, secret: bob.secret });
    await Promise.all(said);
    if (joined.mailbox.length < count) await socket.next('candidate', ({ seq }) => seq === count);
    expect(socket.journal[0]).toMatchObject({ kind: 'acknowledgement', name: 'join' });
    const seqs = [...joined.mailbox, ...socket.all('candidate')].map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: count }, (_, i) => i + 1));
  });
});

describe('one socket holds one seat at a time', () => {
  it('already-joined: this socket holds a seat, even if the secret is that seat’s own', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    const join = (payload: object) => alice.socket.request('join', payload);
    expectRefusal(await join({ callId: id, secret: alice.secret }), 'already-joined');
    expectRefusal(await join({ callId: (await server.createCall()).id }), 'already-joined');
    expect((await server.callNow(id)).participants).toEqual([alice.joined.self]);
  });

  it('checks come in this order: shape, existence, seat, state', async () => {
    const call = await server.createCall();
    const ended = await server.createCall();
    await server.api.patch(`/calls/${ended.id}`, { state: 'ended' }, { bearer: ended.ownerSecret });
    const { socket } = await sitBySocket(server, call.id);
    expectRefusal(await socket.request('join', { callId: call.id, secret: 'short' }), 'invalid-payload', 'secret');
    expectRefusal(await socket.request('join', { callId: 'nope' }), 'call-not-found');
    expectRefusal(await socket.request('join', { callId: ended.id }), 'already-joined');
  });

  it('after it left, it may join again', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    await bob.socket.ok('hangup', {});
    expect(await bob.socket.ok('join', { callId: id })).toMatchObject({ resumed: false });
  });

  it('after the call ended, it may join another', async () => {
    const call = await server.createCall();
    const alice = await sitBySocket(server, call.id);
    await server.api.patch(`/calls/${call.id}`, { state: 'ended' }, { bearer: call.ownerSecret });
    await alice.socket.next('call-ended');
    expect(await alice.socket.ok('join', { callId: (await server.createCall()).id })).toMatchObject({ resumed: false });
  });
});
