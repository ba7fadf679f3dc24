// Those who knock at a call with a lobby, and those who let them in, at either door.
import type { CreatedCall, Knock, KnockMade, KnockVerdict } from '@parley/protocol';
import type { BareSocket } from '../support/bare-socket.ts';
import { newSecret } from '../support/samples.ts';
import { fromRest, sitBySocket, type SocketSeat } from './doors.ts';
import type { Outcome } from './outcome.ts';
import type { ServerUnderTest } from './server-under-test.ts';
import { aString, aTime } from './shapes.ts';

export interface Knocker {
  callId: string;
  id: string;
  secret: string;
  knock: Knock;
  /** Null for one who waits over REST. */
  socket: BareSocket | null;
}

/** A knock as the contract has it, field by field. */
export function knockLike(changes: Partial<Record<keyof Knock, unknown>> = {}): unknown {
  return { id: aString, displayName: null, state: 'waiting', createdAt: aTime, ...changes };
}

export interface KnockDoor {
  name: 'REST' | 'socket';
  /** Knocks with these very fields. */
  tryKnock(
    server: ServerUnderTest,
    callId: string,
    fields: object,
  ): Promise<Outcome<KnockMade & { socket: BareSocket | null }>>;
  /** What became of it, once it is answered. */
  answered(server: ServerUnderTest, knocker: Knocker): Promise<Knock>;
  /** A moderator's answer: over REST with the owner's secret, at the socket of a seat. */
  tryAnswer(
    server: ServerUnderTest,
    moderator: Moderator,
    knockId: string,
    state: KnockVerdict,
  ): Promise<Outcome<Knock>>;
}

/** A call with a lobby, and its owner in it. */
export interface Moderator extends SocketSeat {
  call: CreatedCall;
}

export const rest: KnockDoor = {
  name: 'REST',
  async tryKnock(server, callId, fields) {
    const outcome = fromRest<KnockMade>(await server.api.post(`/calls/${callId}/knocks`, fields));
    return outcome.ok ? { ok: true, answer: { ...outcome.answer, socket: null } } : outcome;
  },
  async answered(server, { callId, id, secret }) {
    return (await server.api.get<Knock>(`/calls/${callId}/knocks/${id}?wait=10`, { bearer: secret })).body;
  },
  async tryAnswer(server, { call }, knockId, state) {
    const path = `/calls/${call.id}/knocks/${knockId}`;
    return fromRest(await server.api.patch(path, { state }, { bearer: call.ownerSecret }));
  },
};

export const socket: KnockDoor = {
  name: 'socket',
  async tryKnock(server, callId, fields) {
    const bare = await server.connect();
    const answer = await bare.request('knock', { callId, ...fields });
    if (!answer.ok) return answer;
    const { knock, secret } = answer;
    return { ok: true, answer: { ...knock, ...(secret !== undefined && { secret }), socket: bare } };
  },
  async answered(_server, { id, callId, socket: bare }) {
    if (!bare) throw new Error('This one does not wait at a socket.');
    const notice = await bare.next('knock-answered', ({ knock }) => knock.id === id);
    expect(notice.callId).toBe(callId);
    return notice.knock;
  },
  async tryAnswer(_server, { socket: bare }, knockId, state) {
    const answer = await bare.request('answer-knock', { knockId, state });
    return answer.ok ? { ok: true, answer: answer.knock } : answer;
  },
};

export const KNOCK_DOORS: readonly KnockDoor[] = [rest, socket];

export async function callWithLobby(server: ServerUnderTest, body: object = {}): Promise<CreatedCall> {
  return server.createCall({ lobby: true, maxParticipants: 5, ...body });
}

/** Creates a call with a lobby and takes its first seat with the owner's secret. */
export async function moderate(server: ServerUnderTest, body: object = {}): Promise<Moderator> {
  const call = await callWithLobby(server, body);
  return { ...(await sitBySocket(server, call.id, { ownerSecret: call.ownerSecret })), call };
}

/** Knocks, with a secret made here. */
export async function knock(
  door: KnockDoor,
  server: ServerUnderTest,
  callId: string,
  fields: object = {},
): Promise<Knocker> {
  const secret = newSecret();
  const outcome = await door.tryKnock(server, callId, { secret, ...fields });
  if (!outcome.ok) throw new Error(`The knock was refused: ${JSON.stringify(outcome.error)}`);
  const { socket: bare, ...made } = outcome.answer;
  return { callId, id: made.id, secret, knock: made, socket: bare };
}
