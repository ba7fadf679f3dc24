// Every credential that an attacker may hold, good for something or not, in a call with people in it.
import type { CreatedCall, IssuedToken, Joined } from '@parley/protocol';
import { join } from 'node:path';
import { createKey, revokeKey } from '../../apps/server/src/api-key/commands.ts';
import type { RestApi } from '../support/rest-api.ts';
import { newSecret } from '../support/samples.ts';
import type { RunningServer } from '../support/start-server.ts';

export const API_KEY = 'security-key-0123456789abcdef';

export const CREDENTIALS = [
  'nothing',
  'an empty one',
  'an unknown one',
  'an endless one',
  'a join token',
  'another call’s owner secret',
  'another call’s seat',
  'a removed seat',
  'a seat that left',
  'a moderator’s seat that left',
  'the own knock',
  'another seat',
  'a moderator’s seat',
  'the own seat',
  'the owner secret',
  'an API key',
  'an API key that may only read',
  'an API key that may only create',
  'a revoked API key',
] as const;

export type Credential = (typeof CREDENTIALS)[number];

/** A call with a seat whose holder is asked about, and every bearer there is. */
export interface Scene {
  callId: string;
  /** The participant that `the own seat` is. */
  participantId: string;
  /** A join token of this call. */
  token: string;
  bearers: Readonly<Record<Credential, string | undefined>>;
}

/** Keys that were made while the server runs. */
export type DatabaseKeys = Readonly<
  Record<'an API key that may only read' | 'an API key that may only create' | 'a revoked API key', string>
>;

export async function makeKeys({ dataFolder }: RunningServer): Promise<DatabaseKeys> {
  const environment = { DATABASE_URL: `sqlite:${join(dataFolder, 'parley.db')}` };
  const revoked = await createKey(environment, 'revoked', 'read,create,manage');
  await revokeKey(environment, 'revoked');
  return {
    'an API key that may only read': await createKey(environment, 'reader', 'read'),
    'an API key that may only create': await createKey(environment, 'creator', 'create'),
    'a revoked API key': revoked,
  };
}

interface Sitting {
  id: string;
  secret: string;
}

export async function setScene(api: RestApi, keys: DatabaseKeys): Promise<Scene> {
  const asApiKey = { bearer: API_KEY };
  const create = async () => (await api.post<CreatedCall>('/calls', { maxParticipants: 10 }, asApiKey)).body;
  const [call, elsewhere] = await Promise.all([create(), create()]);
  const tokenOf = async (callId: string) =>
    (await api.post<IssuedToken>(`/calls/${callId}/tokens`, {}, asApiKey)).body.token;
  const [token, foreign] = await Promise.all([tokenOf(call.id), tokenOf(elsewhere.id)]);
  const sit = async (callId: string, joinToken: string, fields: object = {}): Promise<Sitting> => {
    const secret = newSecret();
    const { body } = await api.post<Joined>(`/calls/${callId}/participants`, {
      secret,
      token: joinToken,
      ...fields,
    });
    return { id: body.self.id, secret };
  };
  const own = await sit(call.id, token);
  const asOwner = { ownerSecret: call.ownerSecret };
  const [other, moderator, left, moderated, removed, stranger] = await Promise.all([
    sit(call.id, token),
    sit(call.id, token, asOwner),
    sit(call.id, token),
    sit(call.id, token, asOwner),
    sit(call.id, token),
    sit(elsewhere.id, foreign),
  ]);
  for (const { id, secret } of [left, moderated]) {
    await api.delete(`/calls/${call.id}/participants/${id}`, { bearer: secret });
  }
  await api.delete(`/calls/${call.id}/participants/${removed.id}`, asApiKey);
  return {
    callId: call.id,
    participantId: own.id,
    token,
    bearers: {
      nothing: undefined,
      'an empty one': '',
      'an unknown one': newSecret(),
      'an endless one': 'a'.repeat(8000),
      'a join token': token,
      'another call’s owner secret': elsewhere.ownerSecret,
      'another call’s seat': stranger.secret,
      'a removed seat': removed.secret,
      'a seat that left': left.secret,
      'a moderator’s seat that left': moderated.secret,
      // Known to nobody until a row knocks with it.
      'the own knock': newSecret(),
      'another seat': other.secret,
      'a moderator’s seat': moderator.secret,
      'the own seat': own.secret,
      'the owner secret': call.ownerSecret,
      'an API key': API_KEY,
      ...keys,
    },
  };
}
