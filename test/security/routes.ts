// What each route of the REST interface answers to each credential: the whole table, in both access modes.
import type { Knock } from '@parley/protocol';
import { type Answer, RestApi } from '../support/rest-api.ts';
import { newMessageId, newSecret, OFFER } from '../support/samples.ts';
import { type Credential, CREDENTIALS, type Scene } from './credentials.ts';

type Row = Readonly<Record<Credential, number>>;

export interface Route {
  /** As the OpenAPI document has it. */
  name: string;
  ask: (api: RestApi, scene: Scene, bearer: string | undefined) => Promise<Answer>;
  /** The status in open mode. */
  open: Row;
  /** In token mode, where it is another one. */
  token?: Partial<Row>;
}

/** A refusal for all, less the exceptions. */
function onlyFor(exceptions: Partial<Row>): Row {
  return {
    nothing: 401,
    'an empty one': 401,
    'an unknown one': 401,
    'an endless one': 401,
    'a join token': 401,
    'another call’s owner secret': 401,
    'another call’s seat': 401,
    'the own knock': 401,
    'a removed seat': 403,
    'a seat that left': 403,
    'a moderator’s seat that left': 403,
    'another seat': 403,
    'a moderator’s seat': 403,
    'the own seat': 403,
    'the owner secret': 403,
    'an API key': 403,
    'an API key that may only read': 403,
    'an API key that may only create': 403,
    'a revoked API key': 401,
    ...exceptions,
  };
}

const readers = (status: number): Partial<Row> => ({ 'an API key that may only read': status });
const creators = (status: number): Partial<Row> => ({ 'an API key that may only create': status });

/** @param scoped which keys of less scope are enough */
const everyone = (status: number, scoped: Partial<Row>): Row =>
  onlyFor({
    nothing: status,
    'a seat that left': status,
    'a moderator’s seat that left': status,
    'another seat': status,
    'a moderator’s seat': status,
    'the own seat': status,
    'the owner secret': status,
    'an API key': status,
    ...scoped,
  });

const insiders = (status: number): Partial<Row> => ({
  'a seat that left': status,
  'a moderator’s seat that left': status,
  'another seat': status,
  'a moderator’s seat': status,
  'the own seat': status,
  'an API key': status,
  ...readers(status),
});

const moderators = (status: number): Partial<Row> => ({
  'a moderator’s seat': status,
  'the owner secret': status,
  'an API key': status,
});

/** Where there is no call yet, a call's secrets are as good as unknown. */
const outsideAnyCall = (status: number, scoped: Partial<Row>): Row =>
  onlyFor({
    nothing: status,
    'a removed seat': 401,
    'a seat that left': 401,
    'a moderator’s seat that left': 401,
    'another seat': 401,
    'a moderator’s seat': 401,
    'the own seat': 401,
    'the owner secret': 401,
    'an API key': status,
    ...scoped,
  });

/** For whoever runs the server: kept from others by the proxy, if need be. */
const watched = (path: string): Route => ({
  name: `GET ${path}`,
  ask: ({ url }, _, bearer) => new RestApi(url, '').get(path, { bearer }),
  open: Object.fromEntries(CREDENTIALS.map((credential) => [credential, 200])) as Row,
});

const call = ({ callId }: Scene): string => `/calls/${callId}`;

/** Gives the call a lobby, and has somebody knock there. Answers where the knock is. */
async function knockAt(api: RestApi, scene: Scene): Promise<string> {
  await api.patch(call(scene), { lobby: true }, { bearer: scene.bearers['an API key'] });
  const body = { secret: scene.bearers['the own knock'], token: scene.token };
  return `${call(scene)}/knocks/${(await api.post<Knock>(`${call(scene)}/knocks`, body)).body.id}`;
}

export const ROUTES: readonly Route[] = [
  {
    name: 'POST /calls',
    ask: (api, _, bearer) => api.post('/calls', {}, { bearer }),
    open: outsideAnyCall(201, creators(201)),
    token: { nothing: 401 },
  },
  {
    name: 'GET /calls',
    ask: (api, _, bearer) => api.get('/calls', { bearer }),
    open: outsideAnyCall(200, readers(200)),
    token: { nothing: 401 },
  },
  {
    name: 'GET /calls/{callId}',
    ask: (api, scene, bearer) => api.get(call(scene), { bearer }),
    open: everyone(200, readers(200)),
    token: { nothing: 401 },
  },
  {
    name: 'PATCH /calls/{callId}',
    ask: (api, scene, bearer) => api.patch(call(scene), { name: 'Changed' }, { bearer }),
    open: onlyFor(moderators(200)),
  },
  {
    name: 'DELETE /calls/{callId}',
    ask: (api, scene, bearer) => api.delete(call(scene), { bearer }),
    open: onlyFor({ 'the owner secret': 204, 'an API key': 204 }),
  },
  {
    name: 'POST /calls/{callId}/tokens',
    ask: (api, scene, bearer) => api.post(`${call(scene)}/tokens`, {}, { bearer }),
    open: onlyFor({ 'an API key': 201, ...creators(201) }),
  },
  {
    name: 'POST /calls/{callId}/participants',
    ask: (api, scene, bearer) =>
      api.post(`${call(scene)}/participants`, { secret: newSecret(), token: scene.token }, { bearer }),
    open: everyone(201, creators(201)),
  },
  {
    name: 'GET /calls/{callId}/participants',
    ask: (api, scene, bearer) => api.get(`${call(scene)}/participants`, { bearer }),
    open: onlyFor(insiders(200)),
  },
  {
    name: 'DELETE /calls/{callId}/participants/{participantId}',
    ask: (api, scene, bearer) => api.delete(`${call(scene)}/participants/${scene.participantId}`, { bearer }),
    open: onlyFor({ 'the own seat': 204, ...moderators(204) }),
  },
  {
    name: 'PATCH /calls/{callId}/participants/{participantId}',
    ask: (api, scene, bearer) =>
      api.patch(`${call(scene)}/participants/${scene.participantId}`, { permissions: ['data'] }, { bearer }),
    open: onlyFor(moderators(200)),
  },
  {
    name: 'POST /calls/{callId}/participants/{participantId}/mute-requests',
    ask: (api, scene, bearer) =>
      api.post(`${call(scene)}/participants/${scene.participantId}/mute-requests`, { kind: 'microphone' }, { bearer }),
    open: onlyFor(moderators(204)),
  },
  {
    name: 'POST /calls/{callId}/signals',
    ask: (api, scene, bearer) =>
      api.post(
        `${call(scene)}/signals`,
        { type: 'offer', to: scene.participantId, messageId: newMessageId(), description: OFFER },
        { bearer },
      ),
    // To oneself it is no offer; who left takes the seat back first.
    open: onlyFor({
      'another seat': 201,
      'a moderator’s seat': 201,
      'the own seat': 400,
      'a seat that left': 409,
      'a moderator’s seat that left': 409,
    }),
  },
  {
    name: 'GET /calls/{callId}/signals',
    ask: (api, scene, bearer) => api.get(`${call(scene)}/signals`, { bearer }),
    open: onlyFor(insiders(200)),
  },
  {
    name: 'GET /calls/{callId}/participants/{participantId}/mailbox',
    ask: (api, scene, bearer) => api.get(`${call(scene)}/participants/${scene.participantId}/mailbox`, { bearer }),
    open: onlyFor({ 'the own seat': 200 }),
  },
  {
    name: 'POST /calls/{callId}/timeline',
    ask: (api, scene, bearer) =>
      api.post(
        `${call(scene)}/timeline`,
        {
          sentAt: new Date().toISOString(),
          entries: [{ kind: 'page', at: new Date().toISOString(), state: 'visible' }],
        },
        { bearer },
      ),
    open: onlyFor({
      'a seat that left': 200,
      'a moderator’s seat that left': 200,
      'another seat': 200,
      'a moderator’s seat': 200,
      'the own seat': 200,
    }),
  },
  {
    name: 'GET /calls/{callId}/timeline',
    ask: (api, scene, bearer) => api.get(`${call(scene)}/timeline`, { bearer }),
    open: onlyFor(insiders(200)),
  },
  {
    name: 'POST /calls/{callId}/knocks',
    ask: async (api, scene, bearer) => {
      await knockAt(api, scene);
      return api.post(`${call(scene)}/knocks`, { secret: newSecret(), token: scene.token }, { bearer });
    },
    open: everyone(201, creators(201)),
  },
  {
    name: 'GET /calls/{callId}/knocks',
    ask: async (api, scene, bearer) => {
      await knockAt(api, scene);
      return api.get(`${call(scene)}/knocks`, { bearer });
    },
    open: onlyFor(moderators(200)),
  },
  {
    name: 'GET /calls/{callId}/knocks/{knockId}',
    ask: async (api, scene, bearer) => api.get(await knockAt(api, scene), { bearer }),
    open: onlyFor({ 'the own knock': 200, ...moderators(200) }),
  },
  {
    name: 'PATCH /calls/{callId}/knocks/{knockId}',
    ask: async (api, scene, bearer) => api.patch(await knockAt(api, scene), { state: 'admitted' }, { bearer }),
    open: onlyFor(moderators(200)),
  },
  {
    name: 'DELETE /calls/{callId}/knocks/{knockId}',
    ask: async (api, scene, bearer) => api.delete(await knockAt(api, scene), { bearer }),
    open: onlyFor({ 'the own knock': 204 }),
  },
  {
    name: 'GET /ice-servers',
    ask: (api, _, bearer) => api.get('/ice-servers', { bearer }),
    open: onlyFor({
      nothing: 200,
      ...insiders(200),
      'another call’s seat': 200,
      'the owner secret': 401,
    }),
    token: { nothing: 401 },
  },
  ...['/health/live', '/health/ready', '/metrics'].map(watched),
];
