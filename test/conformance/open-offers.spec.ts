// Open offers: stored while their sender is alone, taken by the next who joins, crossed by a join, replaced, dropped.
import type { Page, Signal } from '@parley/protocol';
import { CANDIDATE, newSecret, OFFER } from '../support/samples.ts';
import { DOORS, read, rest, send, sit, sitBySocket, type Seat, type SignalFields } from './doors.ts';
import { serverUnderTest } from './server-under-test.ts';
import { expectRefusal, signalLike } from './shapes.ts';

const server = serverUnderTest();

const OPEN = { seq: null, to: null };
const offer = (messageId: string, connection = 'c1'): SignalFields => ({
  type: 'offer',
  messageId,
  connection,
  description: OFFER,
});
const candidate = (messageId: string, connection = 'c1'): SignalFields => ({
  type: 'candidate',
  messageId,
  connection,
  candidate: CANDIDATE,
});

const stored = async (seat: Seat) =>
  (await server.api.get<Page<Signal>>(`/calls/${seat.callId}/signals`, { bearer: seat.secret })).body.items;
const names = (signals: { messageId: string }[]) => signals.map(({ messageId }) => messageId);

describe.each(DOORS)('an open offer at the $name door', (door) => {
  it('is answered with `{ seq, to }` both null, and stored with the call', async () => {
    const { id } = await server.createCall();
    const alice = await sit(door, server, id);
    expect(await send(door, server, alice, offer('o'))).toMatchObject(OPEN);
    expect(await send(door, server, alice, candidate('k'))).toMatchObject(OPEN);
    expect(await stored(alice)).toEqual([
      signalLike({ from: alice.id, ...offer('o') }),
      signalLike({ from: alice.id, ...candidate('k') }),
    ]);
  });

  it('goes with its candidates into the mailbox of the next participant who joins, and the sender hears `tookOffer`', async () => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    for (const signal of [offer('o'), candidate('k1'), candidate('k2')])
      await send(door === rest ? rest : door, server, alice, signal);
    const bob = await sit(door, server, id);
    expect(bob.joined.mailbox).toEqual([
      signalLike({ seq: 1, from: alice.id, to: bob.id, ...offer('o') }),
      signalLike({ seq: 2, from: alice.id, to: bob.id, ...candidate('k1') }),
      signalLike({ seq: 3, from: alice.id, to: bob.id, ...candidate('k2') }),
    ]);
    expect(await alice.socket.next('participant-joined')).toMatchObject({
      participant: { id: bob.id },
      tookOffer: 'o',
    });
  });

  it('once taken, later candidates without `to` go where it went, and repeats are answered with where they are now', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const alice = await sit(door, server, id);
    await send(door, server, alice, offer('o'));
    await send(door, server, alice, candidate('k1'));
    const bob = await sit(door, server, id);
    const carol = await sit(door, server, id);
    expect(await send(door, server, alice, candidate('k2'))).toMatchObject({ seq: 3, to: bob.id });
    expect(await send(door, server, alice, offer('o'))).toMatchObject({ seq: 1, to: bob.id });
    expect(await send(door, server, alice, candidate('k1'))).toMatchObject({ seq: 2, to: bob.id });
    expect(names(await read(door, server, bob))).toEqual(['o', 'k1', 'k2']);
    expect(carol.joined.mailbox).toEqual([]);
    expect(await read(door, server, carol)).toEqual([]);
  });

  it('is replaced with its candidates by a newer one', async () => {
    const { id } = await server.createCall();
    const alice = await sit(door, server, id);
    for (const signal of [offer('old'), candidate('old-k'), offer('new', 'c2'), candidate('new-k', 'c2')])
      await send(door, server, alice, signal);
    expect(names(await stored(alice))).toEqual(['new', 'new-k']);
    const bob = await sit(door, server, id);
    expect(bob.joined.mailbox.map(({ seq, messageId }) => [seq, messageId])).toEqual([
      [1, 'new'],
      [2, 'new-k'],
    ]);
  });

  it('that was replaced drops a late candidate of its own: `{ seq: null, to: null }`, as a repeat of the offer itself', async () => {
    const { id } = await server.createCall();
    const alice = await sit(door, server, id);
    await send(door, server, alice, offer('old'));
    await send(door, server, alice, offer('new', 'c2'));
    expect(await send(door, server, alice, candidate('late'))).toMatchObject(OPEN);
    expect(await send(door, server, alice, offer('old'))).toMatchObject(OPEN);
    const bob = await sit(door, server, id);
    expect(names(bob.joined.mailbox)).toEqual(['new']);
    expect(await send(door, server, alice, candidate('later'))).toMatchObject(OPEN);
    expect(await send(door, server, alice, offer('old'))).toMatchObject(OPEN);
    expect(names(await read(door, server, bob))).toEqual(['new']);
  });

  it('may be replaced by one of the same connection; candidates that come then belong to the newer', async () => {
    const { id } = await server.createCall();
    const alice = await sit(door, server, id);
    for (const signal of [offer('old'), candidate('old-k'), offer('new'), candidate('new-k')])
      await send(door, server, alice, signal);
    const bob = await sit(door, server, id);
    expect(names(bob.joined.mailbox)).toEqual(['new', 'new-k']);
  });

  it('has the default connection "" like any other', async () => {
    const { id } = await server.createCall();
    const alice = await sit(door, server, id);
    await send(door, server, alice, { type: 'offer', messageId: 'o', description: OFFER });
    await send(door, server, alice, { type: 'candidate', messageId: 'k', candidate: null });
    const bob = await sit(door, server, id);
    expect(bob.joined.mailbox).toMatchObject([
      { messageId: 'o', connection: '' },
      { messageId: 'k', connection: '', candidate: null },
    ]);
  });

  it('is dropped when its sender leaves', async () => {
    const call = await server.createCall();
    const alice = await sit(door, server, call.id);
    await send(door, server, alice, offer('o'));
    await server.api.delete(`/calls/${call.id}/participants/${alice.id}`, { bearer: call.ownerSecret });
    const bob = await sit(door, server, call.id);
    expect(bob.joined.mailbox).toEqual([]);
    expect(await stored(bob)).toEqual([]);
  });

  it('stored by one who is alone again is taken by the one who comes back from `left`', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const alice = await sitBySocket(server, id);
    const bob = await sit(door, server, id);
    await send(door, server, alice, { ...offer('first'), to: bob.id });
    await door.tryHangUp(server, bob);
    expect(await send(door, server, alice, offer('second', 'c2'))).toMatchObject(OPEN);
    const back = await sit(door, server, id, { secret: bob.secret });
    expect(back.joined).toMatchObject({ resumed: true, self: { id: bob.id, joinedAt: bob.joined.self.joinedAt } });
    expect(back.joined.mailbox.map(({ seq, messageId }) => [seq, messageId])).toEqual([
      [1, 'first'],
      [2, 'second'],
    ]);
    await alice.socket.next('participant-joined', ({ tookOffer }) => tookOffer === 'second');
  });
});

describe.each(DOORS)('an offer without `to` that a join crossed, at the $name door', (door) => {
  it('goes at once to the newcomer, and so do its candidates', async () => {
    const { id } = await server.createCall();
    const alice = await sit(door, server, id);
    const bob = await sitBySocket(server, id);
    expect(await send(door, server, alice, offer('crossed'))).toMatchObject({ seq: 1, to: bob.id });
    expect(await send(door, server, alice, candidate('k'))).toMatchObject({ seq: 2, to: bob.id });
    expect(await bob.socket.next('offer')).toEqual(
      signalLike({ seq: 1, from: alice.id, to: bob.id, ...offer('crossed') }),
    );
    expect(await bob.socket.next('candidate')).toMatchObject({ seq: 2, to: bob.id });
    expect(await send(door, server, alice, offer('crossed'))).toMatchObject({ seq: 1, to: bob.id });
  });

  it('goes to the first participant to whom its sender has not offered yet; if there is none, no-taker', async () => {
    const { id } = await server.createCall({ maxParticipants: 4 });
    const alice = await sit(door, server, id);
    const [bob, carol, dave] = [await sit(door, server, id), await sit(door, server, id), await sit(door, server, id)];
    await send(door, server, alice, { ...offer('explicit', 'x'), to: carol.id });
    expect(await send(door, server, alice, offer('one', 'c1'))).toMatchObject({ to: bob.id, seq: 1 });
    expect(await send(door, server, alice, offer('two', 'c2'))).toMatchObject({ to: dave.id, seq: 1 });
    expectRefusal(await door.trySend(server, alice, offer('three', 'c3')), 'no-taker');
    expect(await send(door, server, alice, candidate('k1', 'c1'))).toMatchObject({ to: bob.id, seq: 2 });
    expect(await send(door, server, alice, candidate('k2', 'c2'))).toMatchObject({ to: dave.id, seq: 2 });
  });

  it('has no taker once the newcomer took the open offer', async () => {
    const { id } = await server.createCall();
    const alice = await sit(door, server, id);
    await send(door, server, alice, offer('o'));
    await sit(door, server, id);
    expectRefusal(await door.trySend(server, alice, offer('again', 'c2')), 'no-taker');
  });

  it('goes to one who is away as well: only who is alone stores', async () => {
    const { id } = await server.createCall();
    const alice = await sit(door, server, id);
    const bob = await sitBySocket(server, id);
    bob.socket.close();
    expect(await send(door, server, alice, offer('o'))).toMatchObject({ seq: 1, to: bob.id });
  });

  it('goes again to one who came back from `left`: a newcomer, offered to again', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const secret = newSecret();
    const alice = await sit(door, server, id);
    const bob = await sit(door, server, id, { secret });
    await send(door, server, alice, { ...offer('first'), to: bob.id });
    await door.tryHangUp(server, bob);
    await sit(door, server, id, { secret });
    expect(await send(door, server, alice, offer('second', 'c2'))).toMatchObject({ to: bob.id, seq: 2 });
  });

  it('a newcomer’s own offer without `to` goes to who was there', async () => {
    const { id } = await server.createCall();
    const alice = await sit(door, server, id);
    const bob = await sit(door, server, id);
    expect(await send(door, server, bob, offer('o'))).toMatchObject({ seq: 1, to: alice.id });
  });
});

describe.each(DOORS)('without `to`, at the $name door', (door) => {
  it('a candidate without any open offer of its `connection` is no-taker', async () => {
    const { id } = await server.createCall();
    const alice = await sit(door, server, id);
    expectRefusal(await door.trySend(server, alice, candidate('k')), 'no-taker');
    await send(door, server, alice, offer('o', 'c1'));
    expectRefusal(await door.trySend(server, alice, candidate('k', 'c2')), 'no-taker');
    // A refusal has stored nothing, so the same messageId may be used.
    expect(await send(door, server, alice, candidate('k', 'c1'))).toMatchObject(OPEN);
  });

  it('an offer with `to` is no open offer: a candidate of its connection needs `to` too', async () => {
    const { id } = await server.createCall();
    const alice = await sit(door, server, id);
    const bob = await sit(door, server, id);
    await send(door, server, alice, { ...offer('o'), to: bob.id });
    expectRefusal(await door.trySend(server, alice, candidate('k')), 'no-taker');
  });

  it('an answer is invalid-payload', async () => {
    const { id } = await server.createCall();
    const alice = await sit(door, server, id);
    const answer: SignalFields = { type: 'answer', messageId: 'a', description: { type: 'answer', sdp: OFFER.sdp } };
    expectRefusal(await door.trySend(server, alice, answer), 'invalid-payload', 'to');
  });
});
