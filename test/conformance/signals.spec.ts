// Offers, answers and candidates from one participant to another, through both doors and across them.
import type { MailboxSignal } from '@parley/protocol';
import { ANSWER, CANDIDATE, newMessageId, newSecret, OFFER } from '../support/samples.ts';
import { DOORS, read, rest, send, sit, sitBySocket, socket, type Door, type Seat, type SignalFields } from './doors.ts';
import { taken } from './outcome.ts';
import { serverUnderTest } from './server-under-test.ts';
import { expectRefusal, signalLike } from './shapes.ts';

const server = serverUnderTest();

const ways = DOORS.flatMap((from) => DOORS.map((to) => ({ from, to, name: `${from.name} to ${to.name}` })));

async function pair(first: Door, second: Door): Promise<{ alice: Seat; bob: Seat }> {
  const { id } = await server.createCall();
  return { alice: await sit(first, server, id), bob: await sit(second, server, id) };
}

/** The signal at this place of the seat's mailbox, as soon as it comes: an event on a socket, a held poll over REST. */
async function receive(seat: Seat, type: SignalFields['type'], seq: number): Promise<MailboxSignal> {
  if (seat.socket) return (await seat.socket.next(type, (signal) => signal.seq === seq)) as MailboxSignal;
  const path = `/calls/${seat.callId}/participants/${seat.id}/mailbox?after=${seq - 1}&wait=5`;
  const { body } = await server.api.get<{ items: MailboxSignal[] }>(path, { bearer: seat.secret });
  const [signal] = body.items;
  if (!signal) throw new Error(`Nothing came at ${seq}.`);
  return signal;
}

describe.each(ways)('$name', ({ from, to }) => {
  it('carries offer, answer and candidates in both directions', async () => {
    const { alice, bob } = await pair(from, to);
    const said: [Door, Seat, Seat, SignalFields][] = [
      [from, alice, bob, { type: 'offer', description: OFFER, connection: 'c1', messageId: 'offer' }],
      [to, bob, alice, { type: 'answer', description: ANSWER, connection: 'c1', messageId: 'answer' }],
      [from, alice, bob, { type: 'candidate', candidate: CANDIDATE, connection: 'c1', messageId: 'candidate' }],
      [to, bob, alice, { type: 'candidate', candidate: null, messageId: 'end of candidates' }],
      [to, bob, alice, { type: 'offer', description: OFFER, connection: 'c1', messageId: 'renegotiation' }],
      [from, alice, bob, { type: 'answer', description: ANSWER, connection: 'c1', messageId: 'answered' }],
    ];
    const last = new Map([alice, bob].map((seat) => [seat.id, 0]));
    for (const [door, sender, receiver, signal] of said) {
      const seq = (last.get(receiver.id) ?? 0) + 1;
      last.set(receiver.id, seq);
      expect(await send(door, server, sender, { ...signal, to: receiver.id })).toMatchObject({ seq, to: receiver.id });
      expect(await receive(receiver, signal.type, seq)).toEqual(
        signalLike({ ...signal, seq, from: sender.id, to: receiver.id }),
      );
    }
  });

  it('keeps the order of one sender’s signals, sent without waiting', async () => {
    const { alice, bob } = await pair(from, socket);
    const names = Array.from({ length: 50 }, (_, i) => `n${i}`);
    // Over REST each is awaited: requests on their own connections have no order among themselves.
    if (from.name === 'socket') {
      await Promise.all(
        names.map((messageId) =>
          send(from, server, alice, { type: 'candidate', to: bob.id, messageId, candidate: null }),
        ),
      );
    } else {
      for (const messageId of names)
        await send(from, server, alice, { type: 'candidate', to: bob.id, messageId, candidate: null });
    }
    await bob.socket?.next('candidate', ({ seq }) => seq === names.length);
    // On a busy machine the first ones may be sent again before the last is there.
    const first = new Map(bob.socket?.all('candidate').map(({ seq, messageId }) => [seq, messageId]));
    expect([...first]).toEqual(names.map((name, i) => [i + 1, name]));
  });

  it('answers a repeated messageId with where that signal is now, and stores nothing', async () => {
    const { alice, bob } = await pair(socket, to);
    const messageId = newMessageId();
    const first = await send(socket, server, alice, { type: 'offer', to: bob.id, messageId, description: OFFER });
    const again = await send(from, server, alice, { type: 'offer', to: bob.id, messageId, description: OFFER });
    expect(again).toMatchObject({ seq: first.seq, to: bob.id });
    const next = await send(from, server, alice, { type: 'candidate', to: bob.id, candidate: CANDIDATE });
    expect(next.seq).toBe(2);
    // In order on one socket: a second delivery of the offer would stand before the candidate.
    expect((await receive(bob, 'candidate', 2)).seq).toBe(2);
    expect(await read(to, server, bob)).toHaveLength(2);
    if (bob.socket) expect(bob.socket.all('offer')).toHaveLength(1);
  });
});

describe.each(DOORS)('at the $name door', (door) => {
  it('numbers a mailbox without a gap over several senders', async () => {
    const { id } = await server.createCall({ maxParticipants: 4 });
    const receiver = await sit(door, server, id);
    const senders = [await sit(door, server, id), await sit(rest, server, id), await sitBySocket(server, id)];
    const all = senders.flatMap((sender) =>
      Array.from({ length: 10 }, () =>
        send(sender.socket ? socket : rest, server, sender, { type: 'candidate', to: receiver.id, candidate: null }),
      ),
    );
    const positions = await Promise.all(all);
    const expected = Array.from({ length: 30 }, (_, i) => i + 1);
    expect(positions.map(({ seq }) => seq ?? 0).toSorted((a, b) => a - b)).toEqual(expected);
    expect((await read(door, server, receiver)).map(({ seq }) => seq)).toEqual(expected);
  });

  it('takes a messageId as unique per sender: two senders may use the same one', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const [alice, bob, carol] = [await sit(door, server, id), await sit(door, server, id), await sit(door, server, id)];
    const same = { type: 'offer', messageId: 'same', description: OFFER } as const;
    expect(await send(door, server, alice, { ...same, to: carol.id })).toMatchObject({ seq: 1 });
    expect(await send(door, server, bob, { ...same, to: carol.id })).toMatchObject({ seq: 2 });
    // One sender's messageId is used up, whoever the receiver: it is answered with where the first one is.
    expect(await send(door, server, alice, { ...same, to: bob.id })).toMatchObject({ seq: 1, to: carol.id });
  });

  it('does not judge the order of offers and answers', async () => {
    const { alice, bob } = await pair(door, door);
    expect(await send(door, server, alice, { type: 'answer', to: bob.id, description: ANSWER })).toMatchObject({
      seq: 1,
    });
    expect(await send(door, server, bob, { type: 'candidate', to: alice.id, candidate: null })).toMatchObject({
      seq: 1,
    });
  });

  it('keeps what is said to one who is away: late is not lost', async () => {
    const { id } = await server.createCall();
    const alice = await sit(door, server, id);
    const bob = await sitBySocket(server, id);
    bob.socket.close();
    await send(door, server, alice, { type: 'offer', to: bob.id, messageId: 'while away', description: OFFER });
    const back = await sit(door, server, id, { secret: bob.secret });
    expect(back.joined.mailbox).toMatchObject([{ seq: 1, messageId: 'while away' }]);
  });

  it.each(['nope', '', 'x'.repeat(1000), '😀', "' OR 1=1"])(
    'answers participant-not-found to a `to` of any shape that names nobody: %j',
    async (to) => {
      const { alice } = await pair(door, door);
      expectRefusal(
        await door.trySend(server, alice, { type: 'offer', messageId: 'm', to, description: OFFER }),
        'participant-not-found',
      );
    },
  );

  it('answers participant-not-found for a participant of another call, and for one who has left', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const [alice, bob] = [await sit(door, server, id), await sit(door, server, id)];
    const elsewhere = await pair(door, door);
    const to = (seat: Seat) =>
      door.trySend(server, alice, { type: 'offer', messageId: newMessageId(), to: seat.id, description: OFFER });
    expectRefusal(await to(elsewhere.bob), 'participant-not-found');
    await door.tryHangUp(server, bob);
    expectRefusal(await to(bob), 'participant-not-found');
  });

  it('refuses one’s own id as `to`', async () => {
    const { alice } = await pair(door, door);
    const outcome = await door.trySend(server, alice, {
      type: 'offer',
      messageId: 'm',
      to: alice.id,
      description: OFFER,
    });
    expectRefusal(outcome, 'invalid-payload', 'to');
  });

  it('answers call-ended in a call that has ended, but a repeated messageId with where that signal is', async () => {
    const call = await server.createCall();
    const [alice, bob] = [await sit(door, server, call.id), await sit(door, server, call.id)];
    const offer = { type: 'offer', to: bob.id, description: OFFER } as const;
    await send(door, server, alice, { ...offer, messageId: 'before' });
    await server.api.patch(`/calls/${call.id}`, { state: 'ended' }, { bearer: call.ownerSecret });
    expectRefusal(await door.trySend(server, alice, { ...offer, messageId: 'after' }), 'call-ended');
    // A socket has lost its seat with the call, so this row is REST's.
    expect(taken(await rest.trySend(server, alice, { ...offer, messageId: 'before' }))).toMatchObject({
      seq: 1,
      to: bob.id,
    });
  });

  it('refuses who has left with not-joined', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const [alice, bob] = [await sit(door, server, id), await sit(door, server, id)];
    await door.tryHangUp(server, bob);
    expectRefusal(
      await door.trySend(server, bob, { type: 'offer', messageId: 'm', to: alice.id, description: OFFER }),
      'not-joined',
    );
  });

  it('changes nothing by a refusal: the messageId is still free', async () => {
    const { alice, bob } = await pair(door, door);
    expectRefusal(
      await door.trySend(server, alice, { type: 'offer', messageId: 'm', to: 'nope', description: OFFER }),
      'participant-not-found',
    );
    expect(
      await send(door, server, alice, { type: 'offer', messageId: 'm', to: bob.id, description: OFFER }),
    ).toMatchObject({ seq: 1 });
  });
});

describe('a seat that moves between REST and sockets', () => {
  it('is the same seat with the same mailbox at either door', async () => {
    const { id } = await server.createCall();
    const alice = await sit(rest, server, id);
    const secret = newSecret();
    const overRest = await sit(rest, server, id, { secret });
    await send(rest, server, alice, { type: 'offer', to: overRest.id, description: OFFER });
    const overSocket = await sitBySocket(server, id, { secret });
    expect(overSocket.joined).toMatchObject({ resumed: true, self: { id: overRest.id }, mailbox: [{ seq: 1 }] });
    await send(rest, server, alice, { type: 'candidate', to: overRest.id, candidate: null });
    await overSocket.socket.next('candidate', ({ seq }) => seq === 2);
    const back = await sit(rest, server, id, { secret, after: undefined });
    expect(back.joined).toMatchObject({ resumed: true, self: { id: overRest.id } });
    expect(back.joined.mailbox.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(await overSocket.socket.next('closing')).toMatchObject({ code: 'replaced' });
  });
});
