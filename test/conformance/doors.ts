// The two doors of every operation that has two, spoken through one interface, so that a row is asked of both.
import type { Joined, MailboxPage, MailboxSignal, ProblemDetails, SignalPosition } from '@parley/protocol';
import type { BareSocket } from '../support/bare-socket.ts';
import { withQuery, type Answer } from '../support/rest-api.ts';
import { newMessageId, newSecret } from '../support/samples.ts';
import { taken, type Outcome } from './outcome.ts';
import type { ServerUnderTest } from './server-under-test.ts';
import { STATUS } from './shapes.ts';

export interface Seat {
  callId: string;
  id: string;
  secret: string;
  joined: Joined;
  /** Null for a seat over REST. */
  socket: BareSocket | null;
}

/** A seat that is held by a socket. */
export type SocketSeat = Seat & { socket: BareSocket };

export type JoinFields = Record<string, unknown>;
export type SignalFields = { type: 'offer' | 'answer' | 'candidate' } & Record<string, unknown>;

export interface Door {
  name: 'REST' | 'socket';
  /** Joins with these very fields. */
  tryJoin(
    server: ServerUnderTest,
    callId: string,
    fields: JoinFields,
  ): Promise<Outcome<Joined & { socket: BareSocket | null }>>;
  /** Sends these very fields. */
  trySend(server: ServerUnderTest, seat: Seat, signal: SignalFields): Promise<Outcome<SignalPosition>>;
  tryHangUp(server: ServerUnderTest, seat: Seat): Promise<Outcome<unknown>>;
  /** Signals past a position: the mailbox over REST, `sync` on a socket. */
  tryRead(server: ServerUnderTest, seat: Seat, after?: number): Promise<Outcome<MailboxPage>>;
}

/** What a REST answer came to. @throws Error when a refusal is not the problem details of its code */
export function fromRest<Body>({ status, headers, body }: Answer): Outcome<Body> {
  if (status < 400) return { ok: true, answer: body as Body };
  const problem = body as ProblemDetails;
  if (status !== STATUS[problem.code] || !headers.get('content-type')?.startsWith('application/problem+json')) {
    throw new Error(`Not the problem details of its code: ${status} ${JSON.stringify(body)}`);
  }
  const { code, detail: message, errors, retryAfter } = problem;
  if (retryAfter !== undefined && headers.get('retry-after') !== String(retryAfter)) {
    throw new Error(`Retry-After is ${headers.get('retry-after')}, not ${retryAfter}`);
  }
  return {
    ok: false,
    error: { code, message, ...(errors && { errors }), ...(retryAfter !== undefined && { retryAfter }) },
  };
}

const held = (seat: Seat): BareSocket => {
  if (!seat.socket) throw new Error('This seat is not held by a socket.');
  return seat.socket;
};

export const rest: Door = {
  name: 'REST',
  async tryJoin(server, callId, fields) {
    const outcome = fromRest<Joined>(await server.api.post(`/calls/${callId}/participants`, fields));
    return outcome.ok ? { ok: true, answer: { ...outcome.answer, socket: null } } : outcome;
  },
  async trySend(server, { callId, secret }, signal) {
    return fromRest(await server.api.post(`/calls/${callId}/signals`, signal, { bearer: secret }));
  },
  async tryHangUp(server, { callId, id, secret }) {
    return fromRest(await server.api.delete(`/calls/${callId}/participants/${id}`, { bearer: secret }));
  },
  async tryRead(server, { callId, id, secret }, after) {
    return fromRest(
      await server.api.get(withQuery(`/calls/${callId}/participants/${id}/mailbox`, { after }), { bearer: secret }),
    );
  },
};

export const socket: Door = {
  name: 'socket',
  async tryJoin(server, callId, fields) {
    const bare = await server.connect();
    const answer = await bare.request('join', { callId, ...fields });
    if (!answer.ok) return answer;
    const { ok: _, ...joined } = answer;
    return { ok: true, answer: { ...joined, socket: bare } };
  },
  async trySend(_server, seat, { type, ...payload }) {
    const answer = await held(seat).request(type, payload);
    return answer.ok ? { ok: true, answer: { seq: answer.seq, to: answer.to } } : answer;
  },
  async tryHangUp(_server, seat) {
    const answer = await held(seat).request('hangup', {});
    return answer.ok ? { ok: true, answer } : answer;
  },
  async tryRead(_server, seat, after) {
    const answer = await held(seat).request('sync', { ...(after !== undefined && { after }) });
    return answer.ok ? { ok: true, answer: { items: answer.mailbox, more: answer.more } } : answer;
  },
};

export const DOORS: Door[] = [rest, socket];

/** Takes a seat, with a secret made here. */
export async function sit(door: Door, server: ServerUnderTest, callId: string, fields: JoinFields = {}): Promise<Seat> {
  const secret = typeof fields['secret'] === 'string' ? fields['secret'] : newSecret();
  const { socket: bare, ...joined } = taken(await door.tryJoin(server, callId, { ...fields, secret }));
  return { callId, id: joined.self.id, secret, joined, socket: bare };
}

/** Takes a seat with a new socket. */
export async function sitBySocket(
  server: ServerUnderTest,
  callId: string,
  fields: JoinFields = {},
): Promise<SocketSeat> {
  const seat = await sit(socket, server, callId, fields);
  return { ...seat, socket: held(seat) };
}

/** Sends a signal that must be taken; without a messageId it gets a new one. */
export async function send(
  door: Door,
  server: ServerUnderTest,
  seat: Seat,
  signal: SignalFields,
): Promise<SignalPosition> {
  return taken(await door.trySend(server, seat, { messageId: newMessageId(), ...signal }));
}

/** Reads without confirming anything that was not: past `after` over REST, by `sync` on a socket. */
export async function read(door: Door, server: ServerUnderTest, seat: Seat, after = 0): Promise<MailboxSignal[]> {
  return taken(await door.tryRead(server, seat, after)).items;
}
