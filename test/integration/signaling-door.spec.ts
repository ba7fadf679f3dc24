// The door itself: who is let in, that every event is answered, and how it closes.
import { LIMITS, CLIENT_EVENTS } from '@parley/protocol';
import { connect } from '../support/bare-socket.ts';
import { samples } from './signaling-samples.ts';
import { SignalingServer } from './signaling-server.ts';

let server: SignalingServer;
beforeAll(async () => {
  server = await SignalingServer.start({ PARLEY_CORS_ORIGINS: 'https://friend.example' });
});
afterAll(() => server.close());

const from = (origin: string) => ({ extraHeaders: { Origin: origin } });

describe('who is let in', () => {
  it('is a client that is no browser, a page of this very server, and one of an origin that was allowed', async () => {
    await server.connect();
    await server.connect(from(server.url));
    await server.connect(from('https://friend.example'));
  });

  it.each(['https://elsewhere.example', 'null', 'nonsense'])(
    'is no page of %s, which is told the setting',
    async (origin) => {
      await expect(server.connect(from(origin))).rejects.toMatchObject({
        message: expect.stringContaining('PARLEY_CORS_ORIGINS'),
        data: { code: 'forbidden' },
      });
    },
  );

  it('is who speaks version 1 of the protocol, or does not say', async () => {
    await server.connect({ auth: { protocol: 1 } });
    for (const protocol of [2, '1', null]) {
      await expect(server.connect({ auth: { protocol } })).rejects.toMatchObject({
        data: { code: 'unsupported-protocol' },
      });
    }
  });

  it('is nobody in another namespace', async () => {
    await expect(connect(`${server.url}/admin`)).rejects.toThrow('Invalid namespace');
  });
});

describe('every event is answered', () => {
  it.each([...CLIENT_EVENTS])('%s, with a payload that is no object or has a field too many', async (event) => {
    const socket = await server.connect();
    for (const payload of [null, 1, 'text', [], { nonsense: 1 }, JSON.parse('{"__proto__":1}'), Buffer.from('x')]) {
      await expect(socket.request(event, payload)).resolves.toMatchObject({
        ok: false,
        error: { code: 'invalid-payload' },
      });
    }
    await expect(socket.request(event, {}, {})).resolves.toMatchObject({ error: { code: 'invalid-payload' } });
  });

  it('also one that is not in the table, whatever it is called', async () => {
    const socket = await server.connect();
    for (const event of ['offers', 'error', '__proto__', 'constructor', 'message', '']) {
      await expect(socket.request(event, {})).resolves.toMatchObject({ ok: false, error: { code: 'invalid-payload' } });
    }
  });

  it('and one that wants no answer is carried out all the same', async () => {
    const socket = await server.connect();
    socket.io.emit('join', { callId: await server.createCall() });
    socket.io.emit('nonsense');
    socket.io.emit('offer', samples.offer('o'));
    await expect(socket.ok('sync')).resolves.toMatchObject({ mailbox: [] });
  });

  it('a frame that is too large closes the socket', async () => {
    const socket = await server.connect();
    socket.io.emit('join', { callId: 'x'.repeat(LIMITS.bodyBytes) });
    await expect(socket.closed).resolves.toBe('transport close');
  });

  it('an SDP that is too large is refused by its size, and a long one is taken', async () => {
    const socket = await server.connect();
    await socket.ok('join', { callId: await server.createCall() });
    const offer = (bytes: number) => ({
      messageId: 'm',
      description: { type: 'offer', sdp: `v=0${'x'.repeat(bytes - 3)}` },
    });
    await expect(socket.request('offer', offer(LIMITS.sdpBytes + 1))).resolves.toMatchObject({
      error: { code: 'payload-too-large' },
    });
    await socket.ok('offer', offer(LIMITS.sdpBytes));
  });
});

it.each(['websocket', 'polling'])(
  'stopping answers what was begun and lets clients over %s come back by themselves',
  async (transport) => {
    const stopping = await SignalingServer.start();
    try {
      const callId = await stopping.createCall();
      const anna = await stopping.connect({
        transports: [transport],
        reconnection: true,
        reconnectionDelay: 10,
        reconnectionDelayMax: 20,
      });
      await anna.ok('join', { callId });
      const offered = anna.request('offer', samples.offer('last'));
      const again = new Promise((resolve) => anna.io.io.once('reconnect_attempt', resolve));
      // Sent before the stop: what the socket's own order says is begun by then.
      await anna.ok('sync');
      await stopping.drain.drain();
      await expect(offered).resolves.toMatchObject({ ok: true });
      await expect(anna.next('closing')).resolves.toMatchObject({ code: 'draining' });
      await expect(anna.closed).resolves.toBe('transport close');
      await again;
      expect(anna.io.active).toBe(true);
      expect(stopping.figures).toMatchObject({ sockets: 0, seats: 0, watchers: 0 });
    } finally {
      await stopping.close();
    }
  },
);
