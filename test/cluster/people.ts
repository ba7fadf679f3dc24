// People in a call at one server of several: their sockets stay their test's to close.
import type { CreatedCall, Joined } from '@parley/protocol';
import type { BareSocket } from '../support/bare-socket.ts';
import { api } from '../support/rest-api.ts';
import { CANDIDATE, newMessageId, newSecret } from '../support/samples.ts';

export interface Someone {
  id: string;
  secret: string;
  socket: BareSocket;
  joined: Joined;
}

export async function createCall(url: string, body: object = {}): Promise<CreatedCall> {
  return (await api(url).post<CreatedCall>('/calls', body)).body;
}

export async function sit(socket: BareSocket, callId: string, secret = newSecret()): Promise<Someone> {
  const joined = await socket.ok('join', { callId, secret });
  return { id: joined.self.id, secret, socket, joined };
}

export const candidate = (to: Someone, messageId = newMessageId()) => ({ to: to.id, messageId, candidate: CANDIDATE });
