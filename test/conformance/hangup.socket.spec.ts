// `hangup`, and how a call ends by it.
import type { Page, Participant } from '@parley/protocol';
import { OFFER } from '../support/samples.ts';
import { DOORS, read, rest, send, sit, sitBySocket } from './doors.ts';
import { serverUnderTest } from './server-under-test.ts';
import { aString, aTime, callLike, expectRefusal, participantLike, signalLike } from './shapes.ts';

const server = serverUnderTest();

describe('hangup in a call for two', () => {
  it('sends the other a `hangup` signal and `call-ended`, and ends the call by `hangup`', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    expect(await bob.socket.request('hangup', { reason: 'bye' })).toEqual({ ok: true });
    expect(await alice.socket.next('hangup')).toEqual(
      signalLike({ seq: 1, from: bob.id, to: alice.id, type: 'hangup', messageId: aString, reason: 'bye' }),
    );
    const ended = callLike({ id, state: 'ended', startedAt: aTime, endedAt: aTime, endReason: 'hangup' });
    expect(await alice.socket.next('call-ended')).toEqual({ call: ended, reason: 'hangup' });
    expect(await server.callNow(id)).toEqual(ended);
  });

  it('makes every seat `left` with leftAt = endedAt', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    await alice.socket.ok('hangup', {});
    const { endedAt } = await server.callNow(id);
    const { body } = await server.api.get<Page<Participant>>(`/calls/${id}/participants`, { bearer: bob.secret });
    expect(body.items).toEqual(
      [alice, bob].map((seat) => participantLike({ id: seat.id, state: 'left', leftAt: endedAt })),
    );
  });

  it('sends no `call-ended` to the one whose `hangup` ended it', async () => {
    const { id } = await server.createCall();
    await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    await bob.socket.ok('hangup', {});
    // A later event of another call on the same ordered socket: what came of the first stands before it.
    const other = await server.createCall();
    await bob.socket.ok('join', { callId: other.id });
    const carol = await sitBySocket(server, other.id);
    await bob.socket.next('participant-joined', ({ participant }) => participant.id === carol.id);
    expect(bob.socket.all('call-ended')).toEqual([]);
    expect(bob.socket.all('hangup')).toEqual([]);
  });

  it('reaches one who is away by its mailbox: the call it comes back to has ended', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    bob.socket.close();
    await alice.socket.ok('hangup', { reason: 'no answer' });
    expect(await read(rest, server, bob)).toMatchObject([{ type: 'hangup', from: alice.id, reason: 'no answer' }]);
    const again = await server.connect();
    expectRefusal(await again.request('join', { callId: id, secret: bob.secret }), 'call-ended');
  });

  it('repeated is answered `{ ok: true }`', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    expect(await bob.socket.request('hangup', {})).toEqual({ ok: true });
    expect(await bob.socket.request('hangup', {})).toEqual({ ok: true });
    expect(await read(rest, server, alice)).toHaveLength(1);
  });

  it('has the default reason null, and counts no payload as {}', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    expect(await bob.socket.request('hangup')).toEqual({ ok: true });
    expect(await alice.socket.next('hangup')).toMatchObject({ reason: null, connection: '' });
  });

  it('cannot overtake the signals before it', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    const offers = Array.from({ length: 20 }, () =>
      send(rest, server, bob, { type: 'offer', to: alice.id, description: OFFER }),
    );
    await Promise.all(offers);
    const candidates = Array.from({ length: 20 }, (_, i) =>
      bob.socket.request('candidate', { to: alice.id, messageId: `last ${i}`, candidate: null }),
    );
    await Promise.all([...candidates, bob.socket.ok('hangup', {})]);
    expect((await alice.socket.next('hangup')).seq).toBe(41);
    expect(alice.socket.all('candidate').map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 21));
  });
});

describe('a seat that a socket holds and that hangs up over REST', () => {
  it('has left for its socket too', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    await rest.tryHangUp(server, bob);
    expect(await alice.socket.next('participant-left')).toMatchObject({
      participant: { id: bob.id },
      reason: 'hangup',
    });
    expectRefusal(await bob.socket.request('sync', {}), 'not-joined');
    expect(await bob.socket.ok('join', { callId: id, secret: bob.secret })).toMatchObject({ resumed: true });
  });
});

describe('hangup alone', () => {
  it('ends the call', async () => {
    const { id } = await server.createCall({ maxParticipants: 5 });
    const alice = await sitBySocket(server, id);
    await alice.socket.ok('hangup', {});
    expect(await server.callNow(id)).toEqual(
      callLike({ id, maxParticipants: 5, state: 'ended', endedAt: aTime, endReason: 'hangup' }),
    );
  });
});

describe('hangup in a larger call', () => {
  it('leaves: every other participant gets a `hangup` signal and `participant-left`, and the call goes on', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const [alice, bob, carol] = [
      await sitBySocket(server, id),
      await sitBySocket(server, id),
      await sitBySocket(server, id),
    ];
    await carol.socket.ok('hangup', { reason: 'dinner' });
    for (const other of [alice, bob]) {
      expect(await other.socket.next('hangup')).toMatchObject({
        seq: 1,
        from: carol.id,
        to: other.id,
        reason: 'dinner',
      });
      expect(await other.socket.next('participant-left')).toEqual({
        participant: participantLike({ id: carol.id, state: 'left', leftAt: aTime }),
        reason: 'hangup',
      });
    }
    expect(await server.callNow(id)).toMatchObject({
      state: 'active',
      participants: [{ id: alice.id }, { id: bob.id }],
    });
  });

  it('ends it when the last one hangs up; `active` stays so until then', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    await bob.socket.ok('hangup', {});
    expect(await server.callNow(id)).toMatchObject({
      state: 'active',
      endedAt: null,
      participants: [{ id: alice.id }],
    });
    await alice.socket.ok('hangup', {});
    expect(await server.callNow(id)).toMatchObject({ state: 'ended', endReason: 'hangup', participants: [] });
  });

  it('is repeated for nothing, also while the call goes on', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    await bob.socket.ok('hangup', {});
    expect(await bob.socket.request('hangup', {})).toEqual({ ok: true });
    expect(await read(rest, server, alice)).toHaveLength(1);
  });
});

describe.each(DOORS)('coming back from `left` at the $name door', (door) => {
  it('is a newcomer’s coming: `participant-joined`; `joinedAt` and its place in the order stay', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const alice = await sit(door, server, id, { displayName: 'Alice' });
    const bob = await sitBySocket(server, id);
    await door.tryHangUp(server, alice);
    await bob.socket.next('participant-left');
    const back = await sit(door, server, id, { secret: alice.secret });
    expect(back.joined).toMatchObject({ resumed: true, self: { ...alice.joined.self, leftAt: null } });
    expect(await bob.socket.next('participant-joined')).toEqual({ participant: back.joined.self, tookOffer: null });
    expect((await server.callNow(id)).participants.map((participant) => participant.id)).toEqual([alice.id, bob.id]);
  });

  it('needs room: call-full', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const alice = await sit(door, server, id);
    await sit(door, server, id);
    await sit(door, server, id);
    await door.tryHangUp(server, alice);
    await sit(door, server, id);
    expectRefusal(await door.tryJoin(server, id, { secret: alice.secret }), 'call-full');
  });

  it('keeps the mailbox: its numbers go on', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const alice = await sit(door, server, id);
    const bob = await sit(door, server, id);
    await send(door, server, alice, { type: 'offer', to: bob.id, description: OFFER });
    await door.tryHangUp(server, bob);
    const back = await sit(door, server, id, { secret: bob.secret });
    expect(back.joined.mailbox.map(({ seq }) => seq)).toEqual([1]);
    expect(await send(door, server, alice, { type: 'offer', to: bob.id, description: OFFER })).toMatchObject({
      seq: 2,
    });
  });
});

describe('on a socket whose last call has ended', () => {
  it('events answer call-ended', async () => {
    const call = await server.createCall();
    const alice = await sitBySocket(server, call.id);
    const bob = await sitBySocket(server, call.id);
    await bob.socket.ok('hangup', {});
    await alice.socket.next('call-ended');
    const offer = { to: bob.id, messageId: 'm', description: OFFER };
    for (const { socket } of [alice, bob]) {
      expectRefusal(await socket.request('offer', offer), 'call-ended');
      expectRefusal(await socket.request('candidate', { to: bob.id, messageId: 'm', candidate: null }), 'call-ended');
      expectRefusal(await socket.request('received', { seq: 1 }), 'call-ended');
      expectRefusal(await socket.request('sync', {}), 'call-ended');
    }
  });

  it('its mailbox and signals stay readable with its secret', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    await send(rest, server, bob, { type: 'offer', to: alice.id, description: OFFER });
    await bob.socket.ok('hangup', {});
    expect(await read(rest, server, alice)).toMatchObject([{ type: 'offer' }, { type: 'hangup' }]);
    const { body } = await server.api.get<Page<unknown>>(`/calls/${id}/signals`, { bearer: bob.secret });
    expect(body.items).toHaveLength(2);
  });
});
