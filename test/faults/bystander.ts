// A call that stands beside a run while the database is in trouble: everything is asked of it, and it must stay as it was.
import type { Call, CreatedCall, Joined, MailboxPage, Page, Participant, ProblemDetails } from '@parley/protocol';
import { connect, type BareSocket } from '../support/bare-socket.ts';
import { api, type Answer, type RestApi } from '../support/rest-api.ts';
import { CANDIDATE, newMessageId, newSecret, OFFER } from '../support/samples.ts';

/** What a request was answered: `ok`, or the code of its refusal; and after how many milliseconds. */
export interface Asked {
  what: string;
  answer: string;
  took: number;
}

export class Bystander {
  private constructor(
    private readonly rest: RestApi,
    private readonly call: CreatedCall,
    private readonly ada: Seat,
    private readonly bob: Seat,
    /** A socket that has no seat. */
    private readonly stranger: BareSocket,
  ) {}

  /** Two in a call, who have said something. */
  static async at(url: string): Promise<Bystander> {
    const rest = api(url);
    const call = (await rest.post<CreatedCall>('/calls', { name: 'as it was', maxParticipants: 3 })).body;
    const [ada, bob] = [await takeSeat(url, call.id), await takeSeat(url, call.id)];
    await ada.socket.ok('offer', { to: bob.id, messageId: newMessageId(), description: OFFER });
    return new Bystander(rest, call, ada, bob, await connect(url));
  }

  /** Everything that changes something, through both doors, at once. */
  askForEverything(): Promise<Asked[]> {
    const { rest, ada, bob, stranger } = this;
    const { id, ownerSecret } = this.call;
    const owner = { bearer: ownerSecret };
    const guest = { bearer: ada.secret };
    const signal = { to: bob.id, messageId: 'never stored', candidate: CANDIDATE };
    return Promise.all([
      timed('POST calls', restAnswer(rest.post('/calls', {}))),
      timed('PATCH call', restAnswer(rest.patch(`/calls/${id}`, { name: 'changed' }, owner))),
      timed('DELETE call', restAnswer(rest.delete(`/calls/${id}`, owner))),
      timed('POST participants', restAnswer(rest.post(`/calls/${id}/participants`, {}))),
      timed('POST signals', restAnswer(rest.post(`/calls/${id}/signals`, { type: 'candidate', ...signal }, guest))),
      timed('DELETE participant', restAnswer(rest.delete(`/calls/${id}/participants/${ada.id}`, guest))),
      timed('join', socketAnswer(stranger.request('join', { callId: id, secret: newSecret() }))),
      timed(
        'offer',
        socketAnswer(ada.socket.request('offer', { ...signal, candidate: undefined, description: OFFER })),
      ),
      timed('candidate', socketAnswer(ada.socket.request('candidate', { ...signal, messageId: 'nor this' }))),
      timed('hangup', socketAnswer(bob.socket.request('hangup', {}))),
    ]);
  }

  /** Small commits until one is refused, so many at most. */
  async useUp(room: number): Promise<void> {
    for (let used = 0; used < room; used += 1) {
      if ((await restAnswer(this.rest.post('/calls', { listed: false }))) !== 'ok') return;
    }
  }

  /** Whether a signal is taken. */
  async isServed(): Promise<string> {
    const { ada, bob } = this;
    return socketAnswer(
      ada.socket.request('candidate', { to: bob.id, messageId: newMessageId(), candidate: CANDIDATE }),
    );
  }

  /** All that the server shows of the call. */
  async snapshot(): Promise<unknown> {
    const { rest, call, ada, bob } = this;
    const { headers, body } = await rest.get<Call>(`/calls/${call.id}`);
    const participants = await rest.get<Page<Participant>>(`/calls/${call.id}/participants`, { bearer: ada.secret });
    const mailboxes = [ada, bob].map(async ({ id, secret }) => {
      const path = `/calls/${call.id}/participants/${id}/mailbox?after=0`;
      return (await rest.get<MailboxPage>(path, { bearer: secret })).body;
    });
    const calls = await rest.get<Page<Call>>('/calls?limit=200');
    return {
      version: headers.get('etag'),
      call: body,
      participants: participants.body,
      mailboxes: await Promise.all(mailboxes),
      listed: calls.body.items.map(({ id }) => id).filter((id) => id === call.id).length,
    };
  }

  leave(): void {
    for (const { socket } of [this.ada, this.bob, { socket: this.stranger }]) socket.close();
  }
}

interface Seat {
  id: string;
  secret: string;
  socket: BareSocket;
}

async function takeSeat(url: string, callId: string): Promise<Seat> {
  const secret = newSecret();
  const socket = await connect(url);
  const { self }: Joined = await socket.ok('join', { callId, secret });
  return { id: self.id, secret, socket };
}

async function timed(what: string, asked: Promise<string>): Promise<Asked> {
  const start = performance.now();
  const answer = await asked;
  return { what, answer, took: performance.now() - start };
}

async function restAnswer(asked: Promise<Answer>): Promise<string> {
  const { status, body } = await asked;
  return status < 400 ? 'ok' : (body as ProblemDetails).code;
}

async function socketAnswer(asked: Promise<{ ok: true } | { ok: false; error: { code: string } }>): Promise<string> {
  const answer = await asked;
  return answer.ok ? 'ok' : answer.error.code;
}
