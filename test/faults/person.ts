// Acts for one person of a call: offers to all who come later, answers who was there before, sends candidates, may hang up.
import type { Call, MailboxPage, MailboxSignal, Participant } from '@parley/protocol';
import { setTimeout as pause } from 'node:timers/promises';
import type { RestApi } from '../support/rest-api.ts';
import { withQuery } from '../support/rest-api.ts';
import { CANDIDATE, SDP } from '../support/samples.ts';
import type { BareClient, Conduct } from './bare-client.ts';
import { persistently } from './persistently.ts';
import { CANDIDATES, SIGNALS_PER_SIDE, type PersonPlan } from './plan.ts';

export interface PersonOptions {
  plan: PersonPlan;
  client: BareClient;
  api: RestApi;
  /** How many others are in the call. */
  others: number;
  /** Whether this person offers before anybody else is there. */
  opensAlone: boolean;
}

export class Person implements Conduct {
  readonly client: BareClient;
  readonly plan: PersonPlan;
  private readonly api: RestApi;
  private readonly expected: number;
  private readonly tempo: number[];
  private readonly offered = new Set<string>();
  private readonly opensAlone: boolean;
  private opened = false;
  private heard = 0;
  private said = 0;

  constructor({ plan, client, api, others, opensAlone }: PersonOptions) {
    this.plan = plan;
    this.client = client;
    this.api = api;
    this.expected = others * SIGNALS_PER_SIDE;
    this.tempo = [...plan.tempo];
    this.opensAlone = opensAlone;
  }

  /** Joins; resolves with the first acknowledgement that comes back. */
  async enter(): Promise<void> {
    this.client.enter(this);
    await this.client.until(() => this.client.id !== '');
  }

  /** Resolves when all is said, acknowledged and heard, and the hang-ups of so many others too. */
  async done(hangUps = 0): Promise<void> {
    const hasHeard = (): boolean => this.heard >= this.expected + hangUps;
    const hasSaid = (): boolean => this.said >= this.expected && this.client.outbox.unacknowledged.length === 0;
    await this.client.until(() => this.client.over || (hasHeard() && hasSaid() && this.client.atRest));
    if (this.client.over) await this.catchUp();
  }

  /** Leaves, over REST if the socket did not answer. */
  async hangUp(): Promise<void> {
    const { client } = this;
    if (!(await client.hangUp())) {
      const { status } = await persistently(() =>
        this.api.delete(`/calls/${client.callId}/participants/${client.id}`, { bearer: client.secret }),
      );
      if (status !== 204) client.complain(`the hang-up was answered with ${status}`);
    }
    client.note({ kind: 'hung-up' });
  }

  /** Whoever has no seat any more has the mailbox still, and may ask what became of a signal. */
  async catchUp(): Promise<void> {
    const { client } = this;
    for (const { type, messageId, to, connection, said } of client.outbox.unacknowledged) {
      const content = type === 'candidate' ? { candidate: said } : { description: said };
      const { status, body } = await persistently(() =>
        this.api.post<{ seq: number; to: string }>(
          `/calls/${client.callId}/signals`,
          { type, messageId, connection, ...content, ...(to !== null && { to }) },
          { bearer: client.secret },
        ),
      );
      if (status === 200) client.note({ kind: 'acknowledged', messageId, position: { seq: body.seq, to: body.to } });
      else client.complain(`${messageId}, sent again after the end, was answered with ${status}`);
    }
    for (let more = true; more;) {
      const { position } = client.reader;
      const path = withQuery(`/calls/${client.callId}/participants/${client.id}/mailbox`, { after: position });
      const { body } = await persistently(() => this.api.get<MailboxPage>(path, { bearer: client.secret }));
      client.reader.take(body.items);
      // The last look confirms what the one before it read.
      more = client.reader.position > position;
    }
  }

  seated({ participants }: Call): void {
    if (this.opensAlone && !this.opened) {
      this.opened = true;
      void this.describe('offer', null, 'open');
    }
    const own = participants.findIndex(({ id }) => id === this.client.id);
    for (const later of participants.slice(own + 1)) this.newcomer(later);
  }

  newcomer({ id }: Participant): void {
    // Whoever comes takes the open offer.
    if (this.opensAlone || this.offered.has(id)) return;
    this.offered.add(id);
    void this.describe('offer', id, `${this.offered.size}`);
  }

  process(signal: MailboxSignal): void {
    this.heard += 1;
    if (signal.type === 'offer') void this.describe('answer', signal.from, signal.connection);
  }

  /** What went how far, for the message of a run that does not come to an end. */
  get story(): string {
    const { client, said, heard, expected } = this;
    const where = client.over ? 'over' : client.atRest ? 'seated' : 'not seated';
    const open = client.outbox.unacknowledged.length;
    return `${client.who} (${where}) said ${said} and heard ${heard} of ${expected}, ${open} unacknowledged`;
  }

  /** A description and its candidates, in the person's tempo. */
  private async describe(type: 'offer' | 'answer', to: string | null, connection: string): Promise<void> {
    for (let candidate = 0; candidate <= CANDIDATES; candidate += 1) {
      const wait = this.tempo.shift() ?? 0;
      if (wait > 0) await pause(wait);
      this.said += 1;
      const messageId = `${this.client.who} #${this.said}`;
      const envelope = { messageId, to, connection };
      this.client.outbox.add(
        candidate === 0
          ? { ...envelope, type, said: { type, sdp: `${SDP}a=x-parley:${messageId}\r\n` } }
          : {
              ...envelope,
              type: 'candidate',
              said: { ...CANDIDATE, candidate: `${CANDIDATE.candidate} ${messageId}` },
            },
      );
    }
  }
}
