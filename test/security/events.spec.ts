// Every event × every standing of the socket that sends it, and every way to join: the defined answer, in both modes. An
// event that has no row here fails the suite.
import { CLIENT_EVENTS, type ClientEventName } from '@parley/protocol';
import { SignJWT, UnsecuredJWT } from 'jose';
import { type BareSocket, connect } from '../support/bare-socket.ts';
import { api } from '../support/rest-api.ts';
import { CANDIDATE, newMessageId, newSecret, OFFER } from '../support/samples.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';
import { API_KEY, type DatabaseKeys, makeKeys, type Scene, setScene } from './credentials.ts';

const TOKEN_SECRET = 'a-secret-that-back-ends-share-0123456789';

type Code = string;

/** How the socket stands that sends the event. */
const STANDINGS = ['never joined', 'hung up', 'in a call that ended', 'seated'] as const;
type Standing = (typeof STANDINGS)[number];

interface EventRow {
  payload: (scene: Scene) => object;
  codes: Record<Standing, Code>;
  /** In token mode, where it is another one. */
  token?: Partial<Record<Standing, Code>>;
}

const signal = (content: object) => (scene: Scene) => ({
  to: scene.participantId,
  messageId: newMessageId(),
  ...content,
});

const forSeatsAlone = (seated: Code): Record<Standing, Code> => ({
  'never joined': 'not-joined',
  'hung up': 'not-joined',
  'in a call that ended': 'call-ended',
  seated,
});

const EVENTS: Record<ClientEventName, EventRow> = {
  join: {
    payload: ({ callId, token }) => ({ callId, token, secret: newSecret() }),
    codes: { 'never joined': 'ok', 'hung up': 'ok', 'in a call that ended': 'ok', seated: 'already-joined' },
  },
  offer: { payload: signal({ description: OFFER }), codes: forSeatsAlone('ok') },
  answer: { payload: signal({ description: { ...OFFER, type: 'answer' } }), codes: forSeatsAlone('ok') },
  candidate: { payload: signal({ candidate: CANDIDATE }), codes: forSeatsAlone('ok') },
  hangup: { payload: () => ({}), codes: { ...forSeatsAlone('ok'), 'hung up': 'ok' } },
  received: { payload: () => ({ seq: 0 }), codes: forSeatsAlone('ok') },
  sync: { payload: () => ({}), codes: forSeatsAlone('ok') },
  watch: {
    payload: () => ({}),
    codes: { 'never joined': 'ok', 'hung up': 'ok', 'in a call that ended': 'ok', seated: 'ok' },
    token: {
      'never joined': 'unauthorized',
      'hung up': 'unauthorized',
      'in a call that ended': 'unauthorized',
      seated: 'unauthorized',
    },
  },
  knock: {
    payload: ({ callId, token }) => ({ callId, token, secret: newSecret() }),
    codes: { 'never joined': 'ok', 'hung up': 'ok', 'in a call that ended': 'ok', seated: 'already-joined' },
  },
  'answer-knock': { payload: () => ({ knockId: 'none', state: 'admitted' }), codes: forSeatsAlone('forbidden') },
  unwatch: {
    payload: () => ({}),
    codes: { 'never joined': 'ok', 'hung up': 'ok', 'in a call that ended': 'ok', seated: 'ok' },
  },
};

interface JoinRow {
  name: string;
  fields: (scene: Scene) => object | Promise<object>;
  open: Code;
  token: Code;
  /** Who knocks with it, where that is answered otherwise. */
  knock?: Code;
}

const key = new TextEncoder().encode(TOKEN_SECRET);
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const signed = (claims: object, { alg = 'HS256', secret = key } = {}) =>
  new SignJWT({ aud: 'parley', exp: inSeconds(60), ...claims }).setProtectedHeader({ alg }).sign(secret);

const JOINS: JoinRow[] = [
  { name: 'nothing', fields: () => ({}), open: 'ok', token: 'unauthorized' },
  { name: 'a new secret', fields: () => ({ secret: newSecret() }), open: 'ok', token: 'unauthorized' },
  { name: 'a token', fields: ({ token }) => ({ token }), open: 'ok', token: 'ok' },
  {
    name: 'the seat’s own secret',
    fields: ({ bearers }) => ({ secret: bearers['the own seat'] }),
    open: 'ok',
    token: 'ok',
    knock: 'already-joined',
  },
  {
    name: 'the secret of a seat that left',
    fields: ({ bearers }) => ({ secret: bearers['a seat that left'] }),
    open: 'ok',
    token: 'ok',
    knock: 'already-joined',
  },
  {
    name: 'a removed seat’s secret',
    fields: ({ bearers }) => ({ secret: bearers['a removed seat'] }),
    open: 'forbidden',
    token: 'forbidden',
  },
  {
    name: 'a removed seat’s secret and a token',
    fields: ({ bearers, token }) => ({ secret: bearers['a removed seat'], token }),
    open: 'forbidden',
    token: 'forbidden',
  },
  {
    name: 'the secret of another call’s seat',
    fields: ({ bearers }) => ({ secret: bearers['another call’s seat'] }),
    open: 'ok',
    token: 'unauthorized',
  },
  {
    name: 'the owner secret as a token',
    fields: ({ bearers }) => ({ token: bearers['the owner secret'] }),
    open: 'ok',
    token: 'unauthorized',
  },
  { name: 'an API key as a token', fields: () => ({ token: API_KEY }), open: 'ok', token: 'unauthorized' },
  {
    name: 'another call’s token',
    fields: async () => ({ token: await signed({ call: 'other' }) }),
    open: 'ok',
    token: 'unauthorized',
  },
  {
    name: 'a token that is over',
    fields: async ({ callId }) => ({ token: await signed({ call: callId, exp: inSeconds(-1) }) }),
    open: 'ok',
    token: 'unauthorized',
  },
  {
    name: 'a token for ever',
    fields: async ({ callId }) => ({ token: await signed({ call: callId, exp: undefined }) }),
    open: 'ok',
    token: 'unauthorized',
  },
  {
    name: 'a token of another secret',
    fields: async ({ callId }) => ({
      token: await signed({ call: callId }, { secret: new TextEncoder().encode('x'.repeat(40)) }),
    }),
    open: 'ok',
    token: 'unauthorized',
  },
  {
    name: 'a token that nobody signed',
    fields: ({ callId }) => ({ token: new UnsecuredJWT({ aud: 'parley', call: callId, exp: inSeconds(60) }).encode() }),
    open: 'ok',
    token: 'unauthorized',
  },
  {
    name: 'a token whose claims were changed',
    fields: ({ callId, token }) => {
      const [head, , signature] = token.split('.');
      const claims = JSON.stringify({ aud: 'parley', call: callId, exp: inSeconds(9e6), name: 'Root' });
      return { token: `${head}.${Buffer.from(claims).toString('base64url')}.${signature}` };
    },
    open: 'ok',
    token: 'unauthorized',
  },
  { name: 'a token twice', fields: ({ token }) => ({ token, secret: newSecret() }), open: 'ok', token: 'ok' },
];

describe.each(['open', 'token'] as const)('in %s mode', (mode) => {
  let server: RunningServer;
  let keys: DatabaseKeys;
  const sockets: BareSocket[] = [];
  beforeAll(async () => {
    server = await startServer({
      env: {
        PARLEY_ACCESS: mode,
        PARLEY_API_KEYS: API_KEY,
        PARLEY_TOKEN_SECRETS: TOKEN_SECRET,
        PARLEY_RATE_LIMIT: 'off',
        PARLEY_STUN_URLS: '',
      },
    });
    keys = await makeKeys(server);
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.close();
  });
  afterAll(() => server.discard());

  const open = async (): Promise<BareSocket> => {
    const socket = await connect(server.url);
    sockets.push(socket);
    return socket;
  };

  /** A socket that stands so. */
  async function standing(how: Standing, { callId, token }: Scene): Promise<BareSocket> {
    const socket = await open();
    if (how === 'never joined') return socket;
    if (how !== 'in a call that ended') {
      await socket.ok('join', { callId, token });
      if (how === 'hung up') await socket.ok('hangup', {});
      return socket;
    }
    const other = await setScene(api(server.url), keys);
    await socket.ok('join', { callId: other.callId, token: other.token });
    await api(server.url).patch(`/calls/${other.callId}`, { state: 'ended' }, { bearer: API_KEY });
    await socket.next('call-ended');
    return socket;
  }

  it('every event has its row', () => {
    expect(Object.keys(EVENTS).toSorted()).toEqual([...CLIENT_EVENTS].toSorted());
  });

  it.each(CLIENT_EVENTS)('%s answers each standing as it should', async (event) => {
    const { payload, codes, token } = EVENTS[event];
    const answers = await Promise.all(
      STANDINGS.map(async (how): Promise<[Standing, Code]> => {
        const scene = await setScene(api(server.url), keys);
        const answer = await (await standing(how, scene)).request(event, payload(scene));
        return [how, answer.ok ? 'ok' : answer.error.code];
      }),
    );
    expect(Object.fromEntries(answers)).toEqual(mode === 'token' ? { ...codes, ...token } : codes);
  });

  it.each(JOINS)('joining with $name', async ({ fields, ...codes }) => {
    const scene = await setScene(api(server.url), keys);
    const answer = await (await open()).request('join', { callId: scene.callId, ...(await fields(scene)) });
    expect(answer.ok ? 'ok' : answer.error.code).toBe(codes[mode]);
  });

  it.each(JOINS)('knocking with $name', async ({ fields, knock, ...codes }) => {
    const scene = await setScene(api(server.url), keys);
    await api(server.url).patch(`/calls/${scene.callId}`, { lobby: true }, { bearer: API_KEY });
    const answer = await (await open()).request('knock', { callId: scene.callId, ...(await fields(scene)) });
    expect(answer.ok ? 'ok' : answer.error.code).toBe(knock ?? codes[mode]);
    if (answer.ok) expect(answer.knock.state).toBe('waiting');
  });

  it('a socket whose seat was taken elsewhere, or taken away, can send nothing more', async () => {
    const scene = await setScene(api(server.url), keys);
    const [secret, first, second] = [newSecret(), await open(), await open()];
    const seat = { callId: scene.callId, token: scene.token, secret };
    await first.ok('join', seat);
    const { self } = await second.ok('join', seat);
    expect(await first.next('closing')).toMatchObject({ code: 'replaced' });
    await first.closed;
    await api(server.url).delete(`/calls/${scene.callId}/participants/${self.id}`, { bearer: API_KEY });
    expect(await second.next('closing')).toMatchObject({ code: 'removed' });
    await second.closed;
  });
});
