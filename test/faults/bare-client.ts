// One person's seat, held over as many sockets as it takes: a bare socket.io-client that keeps to the contract.
// What it says is another's business; what it did and saw stands in the ledger.
import type { Call, ErrorCode, Joined, MailboxSignal, Participant } from '@parley/protocol';
import { newSecret } from '../support/samples.ts';
import { BareChannel, type Answered } from './bare-channel.ts';
import { BareOutbox, type Outgoing } from './bare-outbox.ts';
import { BareReader } from './bare-reader.ts';
import type { Ledger } from './ledger.ts';

const ASK_AGAIN_MS = 100;
export interface BareClientOptions {
  who: string;
  url: string;
  callId: string;
  ledger: Ledger;
  /** Milliseconds for which confirmations are collected. */
  confirmAfter: number;
}

/** What happens to the seat, told to whoever acts for its person. */
export interface Conduct {
  /** Taken, or taken back: this is the call. */
  seated(call: Call): void;
  newcomer(participant: Participant): void;
  process(signal: MailboxSignal): void;
}

export class BareClient {
  readonly who: string;
  readonly callId: string;
  readonly secret = newSecret();
  /** The participant's id; empty before the first join. */
  id = '';
  readonly outbox: BareOutbox;
  readonly reader: BareReader;
  private readonly channel: BareChannel;
  private readonly ledger: Ledger;
  private confirmed = 0;
  private seated = false;
  private leaving = false;
  private ended = false;
  /** Why the seat is lost for good, which never happens. */
  private hopeless = '';
  private conduct: Conduct | null = null;
  private readonly watchers = new Set<() => void>();

  constructor({ who, url, callId, ledger, confirmAfter }: BareClientOptions) {
    this.who = who;
    this.callId = callId;
    this.ledger = ledger;
    this.channel = new BareChannel(url, {
      putOff: (code, took) => this.note({ kind: 'put-off', code, took }),
      unanswered: (name) => this.complain(`'${name}' was left unanswered`),
    });
    this.outbox = new BareOutbox({
      send: (signal, attempt, answered) => this.send(signal, attempt, answered),
      acknowledged: ({ messageId }, position) => this.note({ kind: 'acknowledged', messageId, position }),
      refused: ({ messageId }, answer) => this.complain(`${messageId} was refused: ${JSON.stringify(answer)}`),
    });
    this.reader = new BareReader(
      {
        process: (signal) => this.process(signal),
        sync: (after, answered) =>
          this.channel.ask('sync', { after }, (answer) => answered(answer?.ok ? answer : null)),
        confirm: (seq) => this.confirm(seq),
      },
      confirmAfter,
    );
    this.listen();
  }

  /** Whether the seat is held and everything it read is confirmed. */
  get atRest(): boolean {
    return this.seated && this.confirmed >= this.reader.position;
  }

  /** Resolves when it has noticed that its socket is gone; at once if it has none. */
  get noticedLoss(): Promise<void> {
    return this.channel.noticedLoss;
  }

  /** Whether the call has ended, or this person has left it. */
  get over(): boolean {
    return this.ended;
  }

  enter(conduct: Conduct): void {
    this.conduct = conduct;
    this.channel.open();
  }

  /** Resolves when it is so; looked at after everything that happens to this seat. @throws Error when it cannot be any more */
  until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (this.hopeless) return reject(new Error(this.hopeless));
        if (!isSo()) return;
        this.watchers.delete(look);
        resolve();
      };
      this.watchers.add(look);
      look();
    });
  }

  /** Hangs up over the socket. Answers whether the server said that it did. */
  async hangUp(): Promise<boolean> {
    this.leaving = true;
    this.reader.pause();
    const answer = await new Promise<Answered<'hangup'>>((resolve) => this.channel.ask('hangup', {}, resolve));
    this.finish();
    return answer?.ok === true;
  }

  /** The seat is given up; nothing is said any more. */
  finish(): void {
    this.ended = true;
    this.pause();
    this.channel.close();
    this.changed();
  }

  complain(what: string): void {
    this.note({ kind: 'broken', what });
  }

  note(entry: DistributiveOmit<Parameters<Ledger['note']>[0], 'who'>): void {
    this.ledger.note({ ...entry, who: this.who });
    this.changed();
  }

  private giveUp(why: string): void {
    this.hopeless = `${this.who}: ${why}`;
    this.changed();
  }

  private changed(): void {
    for (const look of this.watchers) look();
  }

  private listen(): void {
    this.channel.onOpen(() => this.join());
    this.channel.onLoss(() => {
      this.pause();
      this.changed();
    });
    this.channel.onSignal((signal) => this.hear(signal));
    this.channel.on('participant-joined', ({ participant }) => this.conduct?.newcomer(participant));
    this.channel.on('call-ended', () => this.finish());
    this.channel.on('closing', ({ code, message }) => {
      if (code !== 'draining') this.complain(`the socket was closed: ${code}, ${message}`);
    });
  }

  private hear(signal: MailboxSignal): void {
    if (this.seated) this.reader.take([signal]);
    else this.complain(`${signal.messageId} came before the acknowledgement of the join`);
    this.changed();
  }

  private join(): void {
    this.note({ kind: 'joining' });
    const { callId, secret, who: displayName } = this;
    const position = this.reader.position;
    const request = { callId, secret, displayName, ...(this.id && { after: position }) };
    this.channel.ask('join', request, (answer) => {
      if (answer?.ok) {
        this.confirmed = position;
        this.sit(answer);
      } else if (answer) {
        this.rejoin(answer.error.code);
      } else if (this.channel.connected) {
        this.giveUp('a join was not answered');
      }
    });
  }

  private rejoin(code: ErrorCode): void {
    if (code === 'call-ended') this.finish();
    else if (code === 'unavailable') this.later(() => this.join());
    else this.giveUp(`the join was refused: ${code}`);
  }

  private sit(joined: Joined): void {
    if (this.id === '') {
      this.id = joined.self.id;
      this.note({ kind: 'seated', id: this.id });
    } else if (this.id !== joined.self.id) {
      this.complain(`the seat ${this.id} became ${joined.self.id}`);
    }
    this.seated = true;
    this.reader.take(joined.mailbox, joined.more);
    this.conduct?.seated(joined.call);
    this.outbox.resume();
    this.changed();
  }

  private process(signal: MailboxSignal): void {
    const { seq, from, messageId } = signal;
    this.note({ kind: 'processed', seq, from, messageId });
    this.conduct?.process(signal);
  }

  private confirm(seq: number): void {
    this.channel.ask('received', { seq }, (answer) => {
      if (answer?.ok) this.confirmed = Math.max(this.confirmed, seq);
      else if (answer?.error.code === 'unavailable') this.later(() => seq > this.confirmed && this.confirm(seq));
      // Whoever reads the mailbox over REST from then on confirms it there, and a hang-up overtakes what repeats are confirmed with.
      else if (answer && answer.error.code !== 'call-ended' && !(this.leaving && answer.error.code === 'not-joined'))
        this.complain(`a confirmation was refused: ${answer.error.code}`);
      this.changed();
    });
  }

  /** On the same socket, if it is still there. */
  private later(run: () => void): void {
    const { noticedLoss } = this.channel;
    let isGone = false;
    void noticedLoss.then(() => (isGone = true));
    setTimeout(() => isGone || run(), ASK_AGAIN_MS);
  }

  private send(
    { type, messageId, to, connection, said }: Outgoing,
    attempt: number,
    answered: (answer: Answered<'offer'>) => void,
  ): void {
    this.note({ kind: 'sent', messageId, type, to, said, attempt });
    const content = type === 'candidate' ? { candidate: said } : { description: said };
    this.channel.ask(type, { messageId, connection, ...content, ...(to !== null && { to }) }, answered);
  }

  private pause(): void {
    this.seated = false;
    this.outbox.pause();
    this.reader.pause();
  }
}

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;
