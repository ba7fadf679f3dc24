// A call with two people on a server: what most of these tests begin with.
import type { Call, Joined } from '@parley/protocol';
import { type BareSocket, connect } from '../../support/bare-socket.ts';
import { api } from '../../support/rest-api.ts';
import { newMessageId, newSecret, OFFER } from '../../support/samples.ts';

export interface Person {
  id: string;
  secret: string;
  socket: BareSocket;
}

export type OwnCall = Call & { ownerSecret: string };

export interface CallOfTwo {
  call: OwnCall;
  ada: Person;
  grace: Person;
}

export async function sit(url: string, callId: string, secret = newSecret()): Promise<Person> {
  const socket = await connect(url);
  const { self }: Joined = await socket.ok('join', { callId, secret });
  return { id: self.id, secret, socket };
}

export async function newCall(url: string): Promise<OwnCall> {
  return (await api(url).post<OwnCall>('/calls', {})).body;
}

export async function callOfTwo(url: string): Promise<CallOfTwo> {
  const call = await newCall(url);
  return { call, ada: await sit(url, call.id), grace: await sit(url, call.id) };
}

/** Sends an offer, which its receiver confirms. */
export async function speak(from: Person, to: Person): Promise<void> {
  await from.socket.ok('offer', { to: to.id, messageId: newMessageId(), description: OFFER });
  const { seq } = await to.socket.next('offer');
  await to.socket.ok('received', { seq });
}
