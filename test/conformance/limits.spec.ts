// Every limit of a signal, at the border and just past it, at both doors.
import { ANSWER, CANDIDATE, candidateOfBytes, OFFER, SDP, sdpOfBytes } from '../support/samples.ts';
import { DOORS, read, rest, send, sit, sitBySocket, type Door, type Seat, type SignalFields } from './doors.ts';
import { serverUnderTest } from './server-under-test.ts';
import { expectRefusal } from './shapes.ts';

const server = serverUnderTest();

const offer = { type: 'offer', messageId: 'm', description: OFFER } as const;
const answer = { type: 'answer', messageId: 'm', description: ANSWER } as const;
const candidate = { type: 'candidate', messageId: 'm', candidate: CANDIDATE } as const;
const withSdp = (sdp: unknown): SignalFields => ({ ...offer, description: { type: 'offer', sdp } });

const atTheBorder: [string, SignalFields][] = [
  ['an SDP of exactly 64 KiB of UTF-8', withSdp(sdpOfBytes(64 * 1024))],
  ['an SDP that is nothing but `v=0`', withSdp('v=0')],
  ['a candidate of exactly 4 KiB of JSON', { ...candidate, candidate: candidateOfBytes(4096) }],
  ['a candidate with `sdpMid` alone', { ...candidate, candidate: { candidate: 'candidate:1', sdpMid: '0' } }],
  [
    'a candidate with `sdpMLineIndex` alone',
    { ...candidate, candidate: { candidate: 'candidate:1', sdpMLineIndex: 0 } },
  ],
  [
    'a candidate with nulls, as toJSON() has them',
    { ...candidate, candidate: { ...CANDIDATE, sdpMLineIndex: null, usernameFragment: null } },
  ],
  [
    'an empty candidate: the end of one generation',
    { ...candidate, candidate: { candidate: '', sdpMid: '0', sdpMLineIndex: 0 } },
  ],
  ['a messageId of one character', { ...offer, messageId: '0' }],
  ['a messageId of 64 characters, each of two UTF-16 units', { ...offer, messageId: '😀'.repeat(64) }],
  ['a messageId of any characters', { ...offer, messageId: ' \n\t"\\<>%/é\u2028' }],
  ['a connection of no characters', { ...offer, connection: '' }],
  ['a connection of 32 characters, each of two UTF-16 units', { ...offer, connection: '😀'.repeat(32) }],
];

const tooLarge: [string, SignalFields][] = [
  ['an SDP of one byte over 64 KiB', withSdp(sdpOfBytes(64 * 1024 + 1))],
  ['an SDP that is too large and no SDP: size is checked before shape', withSdp('é'.repeat(32 * 1024 + 1))],
  [
    'an SDP that is too large beside fields that are wrong',
    { ...withSdp(sdpOfBytes(64 * 1024 + 1)), messageId: '', colour: 1 },
  ],
  ['a candidate of one byte over 4 KiB', { ...candidate, candidate: candidateOfBytes(4097) }],
  [
    'a candidate that is too large beside fields that are wrong',
    { ...candidate, candidate: candidateOfBytes(4097), colour: 1 },
  ],
];

const misshapen: [string, SignalFields, string][] = [
  ['no messageId', { type: 'offer', description: OFFER }, 'messageId'],
  ['an empty messageId', { ...offer, messageId: '' }, 'messageId'],
  ['a messageId of 65 characters', { ...offer, messageId: 'x'.repeat(65) }, 'messageId'],
  ['a messageId with NUL', { ...offer, messageId: 'a\u0000' }, 'messageId'],
  ['a messageId with a lone surrogate', { ...candidate, messageId: 'a\ud800' }, 'messageId'],
  ['a messageId that is a number', { ...answer, messageId: 7 }, 'messageId'],
  ['a connection of 33 characters', { ...offer, connection: 'x'.repeat(33) }, 'connection'],
  ['a connection with NUL', { ...candidate, connection: '\u0000' }, 'connection'],
  ['a connection with a lone surrogate', { ...offer, connection: '\udfff' }, 'connection'],
  ['a connection that is null', { ...offer, connection: null }, 'connection'],
  ['no description', { type: 'offer', messageId: 'm' }, 'description'],
  ['a description that is null', { ...offer, description: null }, 'description'],
  ['a description that is the SDP itself', { ...offer, description: SDP }, 'description'],
  ['an offer whose description is an answer', { ...offer, description: ANSWER }, 'description.type'],
  ['an answer whose description is an offer', { ...answer, description: OFFER }, 'description.type'],
  ['a pranswer', { ...answer, description: { type: 'pranswer', sdp: SDP } }, 'description.type'],
  ['a rollback', { ...offer, description: { type: 'rollback', sdp: '' } }, 'description.type'],
  ['an SDP that does not begin with v=0', withSdp(`\n${SDP}`), 'description.sdp'],
  ['an empty SDP', withSdp(''), 'description.sdp'],
  ['an SDP with NUL', withSdp(`${SDP}\u0000`), 'description.sdp'],
  ['an SDP with a lone surrogate', withSdp(`${SDP}\ud800`), 'description.sdp'],
  ['an SDP that is a number', withSdp(0), 'description.sdp'],
  ['no candidate', { type: 'candidate', messageId: 'm' }, 'candidate'],
  ['a candidate that is a string', { ...candidate, candidate: CANDIDATE.candidate }, 'candidate'],
  [
    'a candidate whose `candidate` is a number',
    { ...candidate, candidate: { ...CANDIDATE, candidate: 1 } },
    'candidate.candidate',
  ],
  [
    'a candidate whose `sdpMid` is a number',
    { ...candidate, candidate: { ...CANDIDATE, sdpMid: 0 } },
    'candidate.sdpMid',
  ],
  [
    'a candidate with an `sdpMLineIndex` below 0',
    { ...candidate, candidate: { ...CANDIDATE, sdpMLineIndex: -1 } },
    'candidate.sdpMLineIndex',
  ],
  ['a candidate with NUL', { ...candidate, candidate: { ...CANDIDATE, candidate: '\u0000' } }, 'candidate.candidate'],
  ['an unknown field', { ...offer, colour: 'red' }, 'colour'],
  ['an unknown field called toString', { ...candidate, toString: 1 }, 'toString'],
  ['a candidate in an offer', { ...offer, candidate: CANDIDATE }, 'candidate'],
  ['a description in a candidate', { ...candidate, description: OFFER }, 'description'],
];

describe.each(DOORS)('at the $name door', (door: Door) => {
  let alice: Seat;
  let bob: Seat;

  beforeEach(async () => {
    const { id } = await server.createCall();
    alice = await sit(door, server, id);
    bob = await sit(rest, server, id);
  });

  it.each(atTheBorder)('takes %s, and hands it on as it is', async (_, signal) => {
    expect(await send(door, server, alice, { ...signal, to: bob.id })).toMatchObject({ seq: 1 });
    expect(await read(rest, server, bob)).toMatchObject([signal]);
  });

  it.each(tooLarge)('refuses %s with payload-too-large', async (_, signal) => {
    expectRefusal(await door.trySend(server, alice, { ...signal, to: bob.id }), 'payload-too-large');
    // And the door stays open.
    expect(await send(door, server, alice, { ...offer, to: bob.id })).toMatchObject({ seq: 1 });
  });

  it.each(misshapen)('refuses %s and names the field', async (_, signal, path) => {
    expectRefusal(await door.trySend(server, alice, { ...signal, to: bob.id }), 'invalid-payload', path);
    expect(await read(rest, server, bob)).toEqual([]);
  });

  it.each([
    ['a description', { ...offer, description: { ...OFFER, colour: 'red' } }],
    ['a candidate', { ...candidate, candidate: { ...CANDIDATE, colour: 'red' } }],
  ])('refuses an unknown field in %s', async (_, signal) => {
    expectRefusal(await door.trySend(server, alice, { ...signal, to: bob.id }), 'invalid-payload');
  });

  it('names every field that is wrong', async () => {
    const outcome = await door.trySend(server, alice, {
      type: 'offer',
      connection: 5,
      description: { type: 'offer', sdp: 'x' },
      colour: 1,
    });
    const paths = outcome.ok ? [] : (outcome.error.errors ?? []).map((error) => error.path);
    expect([...new Set(paths)].toSorted()).toEqual(['colour', 'connection', 'description.sdp', 'messageId']);
  });
});

describe('a hangup', () => {
  it.each([
    ['200 characters, each of two UTF-16 units', '😀'.repeat(200)],
    ['null', null],
  ])('takes a reason of %s', async (_, reason) => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    expect(await bob.socket.request('hangup', { reason })).toEqual({ ok: true });
    expect(await alice.socket.next('hangup')).toMatchObject({ reason });
  });

  it.each([
    [{ reason: 'x'.repeat(201) }, 'reason'],
    [{ reason: 'a\u0000' }, 'reason'],
    [{ reason: '\ud800' }, 'reason'],
    [{ reason: 5 }, 'reason'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j and goes on', async (payload, path) => {
    const { id } = await server.createCall();
    const alice = await sitBySocket(server, id);
    expectRefusal(await alice.socket.request('hangup', payload), 'invalid-payload', path);
    expect(await server.callNow(id)).toMatchObject({ state: 'waiting', participants: [{ state: 'connected' }] });
  });
});
