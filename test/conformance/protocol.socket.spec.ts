// The socket's own manners: `auth`, unknown events, payloads of no use, frames too large, and the order of checks.
import { CLIENT_EVENTS } from '@parley/protocol';
import { OFFER, SDP, sdpOfBytes } from '../support/samples.ts';
import { rest, sit, sitBySocket } from './doors.ts';
import { serverUnderTest } from './server-under-test.ts';
import { expectRefusal } from './shapes.ts';

const server = serverUnderTest();

const offer = { to: 'x', messageId: 'm', description: OFFER };

describe('auth', () => {
  it('takes `protocol: 1`, and none at all', async () => {
    for (const options of [{ auth: { protocol: 1 } }, {}]) {
      const socket = await server.connect(options);
      expect(await socket.request('watch', {})).toMatchObject({ ok: true });
    }
  });

  it.each([0, 2])(
    'refuses protocol %d with a connect_error whose data.code is unsupported-protocol',
    async (protocol) => {
      await expect(server.connect({ auth: { protocol } })).rejects.toMatchObject({
        message: expect.stringMatching(/\S/),
        data: { code: 'unsupported-protocol' },
      });
    },
  );
});

describe('every event takes an acknowledgement', () => {
  it.each(['shout', 'call-changed', 'participant-joined', 'message', 'toString', 'constructor', '__proto__', ''])(
    'an event that is not in the table is refused with invalid-payload, never left unanswered: %j',
    async (event) => {
      const socket = await server.connect();
      expectRefusal(await socket.request(event, {}), 'invalid-payload');
      expectRefusal(await socket.request(event), 'invalid-payload');
      expect(await socket.request('watch', {})).toMatchObject({ ok: true });
    },
  );

  describe.each(CLIENT_EVENTS)('%s', (event) => {
    it.each([[[]], ['text'], [7], [true], [{ colour: 'red' }], [JSON.parse('{"__proto__":{}}')], [{ constructor: 1 }]])(
      'is refused with invalid-payload for %j',
      async (payload: unknown) => {
        const { id } = await server.createCall();
        // `join` on a socket that holds no seat, everything else on one that does.
        const socket = event === 'join' ? await server.connect() : (await sitBySocket(server, id)).socket;
        expectRefusal(await socket.request(event, payload), 'invalid-payload');
      },
    );
  });

  it('names the whole body by an empty path', async () => {
    const { socket } = await sitBySocket(server, (await server.createCall()).id);
    for (const payload of [[], 'text', 7]) expectRefusal(await socket.request('offer', payload), 'invalid-payload', '');
  });

  it('counts an event without a payload as {}', async () => {
    const socket = await server.connect();
    expectRefusal(await socket.request('join'), 'invalid-payload', 'callId');
    expect(await socket.request('watch')).toMatchObject({ ok: true, items: expect.any(Array) });
    expect(await socket.request('unwatch')).toEqual({ ok: true });
    const seat = await sitBySocket(server, (await server.createCall()).id);
    expect(await seat.socket.request('sync')).toEqual({ ok: true, mailbox: [], more: false });
    expectRefusal(await seat.socket.request('offer'), 'invalid-payload', 'messageId');
    expectRefusal(await seat.socket.request('received'), 'invalid-payload', 'seq');
    expect(await seat.socket.request('hangup')).toEqual({ ok: true });
  });

  it('also one that brings more than a payload', async () => {
    const { socket } = await sitBySocket(server, (await server.createCall()).id);
    expect(await socket.request('sync', {}, 'more', [1])).toEqual(expect.objectContaining({ ok: expect.any(Boolean) }));
    expect(await socket.request('sync', {})).toMatchObject({ ok: true });
  });

  it('also one that brings bytes', async () => {
    const { socket } = await sitBySocket(server, (await server.createCall()).id);
    expectRefusal(await socket.request('offer', new Uint8Array([1, 2, 3])), 'invalid-payload');
    expectRefusal(
      await socket.request('offer', { ...offer, description: new Uint8Array([1]) }),
      'invalid-payload',
      'description',
    );
  });

  it('also one whose JSON is nested a thousand deep, and the server lives through any depth', async () => {
    const { socket } = await sitBySocket(server, (await server.createCall()).id);
    const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expectRefusal(await socket.request('offer', { ...offer, colour: nested(1000) }), 'invalid-payload');
    expectRefusal(await socket.request('offer', { ...offer, description: nested(1000) }), 'invalid-payload');
    const other = await server.connect();
    expect(await other.request('watch', {})).toMatchObject({ ok: true });
  });

  it('and lives without one: an event that asks for none harms nobody', async () => {
    const { socket } = await sitBySocket(server, (await server.createCall()).id);
    socket.io.emit('offer', { colour: 1 });
    socket.io.emit('shout');
    socket.io.emit('sync', {});
    expect(await socket.request('sync', {})).toMatchObject({ ok: true });
  });
});

describe('a frame', () => {
  it('over 256 KiB closes the socket', async () => {
    const { socket } = await sitBySocket(server, (await server.createCall()).id);
    socket.io.emit('offer', { messageId: 'm', description: { type: 'offer', sdp: `v=0${'x'.repeat(256 * 1024)}` } });
    expect(await socket.closed).toMatch(/transport (close|error)/);
  });

  it('under 256 KiB with an SDP over 64 KiB is refused, and the socket stays', async () => {
    const { socket } = await sitBySocket(server, (await server.createCall()).id);
    const sdp = `${SDP}${'x'.repeat(200 * 1024)}`;
    expectRefusal(
      await socket.request('offer', { messageId: 'm', description: { type: 'offer', sdp } }),
      'payload-too-large',
    );
    expect(await socket.request('sync', {})).toMatchObject({ ok: true });
  });
});

describe('before a seat is taken', () => {
  it('events answer not-joined', async () => {
    const socket = await server.connect();
    expectRefusal(await socket.request('offer', offer), 'not-joined');
    expectRefusal(
      await socket.request('answer', { ...offer, description: { type: 'answer', sdp: SDP } }),
      'not-joined',
    );
    expectRefusal(await socket.request('candidate', { to: 'x', messageId: 'm', candidate: null }), 'not-joined');
    expectRefusal(await socket.request('received', { seq: 1 }), 'not-joined');
    expectRefusal(await socket.request('sync', {}), 'not-joined');
    expectRefusal(await socket.request('hangup', {}), 'not-joined');
  });

  it('size and shape are checked first', async () => {
    const socket = await server.connect();
    const huge = { messageId: 5, description: { type: 'offer', sdp: sdpOfBytes(64 * 1024 + 1) } };
    expectRefusal(await socket.request('offer', huge), 'payload-too-large');
    expectRefusal(await socket.request('offer', { ...offer, messageId: 5 }), 'invalid-payload', 'messageId');
    expectRefusal(await socket.request('sync', { after: -1 }), 'invalid-payload', 'after');
  });
});

describe('after it left a call that goes on', () => {
  it('events answer not-joined', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const alice = await sit(rest, server, id);
    const bob = await sitBySocket(server, id);
    await bob.socket.ok('hangup', {});
    expectRefusal(await bob.socket.request('offer', { ...offer, to: alice.id }), 'not-joined');
    expectRefusal(await bob.socket.request('sync', {}), 'not-joined');
  });

  it('nothing more of it reaches the socket', async () => {
    const { id } = await server.createCall({ maxParticipants: 3 });
    const alice = await sitBySocket(server, id);
    const bob = await sitBySocket(server, id);
    await bob.socket.ok('hangup', {});
    await alice.socket.ok('hangup', {});
    const other = await server.createCall();
    await bob.socket.ok('join', { callId: other.id });
    const carol = await sit(rest, server, other.id);
    await bob.socket.next('participant-joined', ({ participant }) => participant.id === carol.id);
    const heard = ['hangup', 'participant-left', 'call-ended'] as const;
    expect(heard.flatMap((name) => bob.socket.all(name))).toEqual([]);
  });
});
