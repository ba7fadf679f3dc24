// One seat in one call, kept over as many sockets as it takes: joins, joins again, sends, reads, leaves.
import type { Joined, MailboxSignal, Signal, WireError } from '@parley/protocol';
import { CallError } from '../call-error.ts';
import { backoff } from './backoff.ts';
import { afterRefusedJoin, type SeatEnd } from './join-refusal.ts';
import { MailboxReader } from './mailbox-reader.ts';
import { Outbox, type OutgoingSignal, type Sent } from './outbox.ts';
import { unreachable, type RestDoor } from './rest-door.ts';
import type { SeatStore, StoredSeat } from './seat-store.ts';
import type { SeatHolder } from './seat-holder.ts';
import type { SignalingChannel } from './signaling-channel.ts';

/** How long (ms) the first join keeps trying to reach the server. Later ones try without end. */
const FIRST_JOIN_PATIENCE = 4_000;

export interface SeatOptions {
  callId: string;
  channel: SignalingChannel;
  store: SeatStore;
  rest: Pick<RestDoor, 'hangUp'>;
  seat: StoredSeat;
  /** What the call asks newcomers for. Kept nowhere: the seat, once taken, needs it no more. */
  password?: string | undefined;
}

/** Who waits for the first join, and until when (ms). */
interface Entrance {
  readonly enter: (joined: Joined) => SeatHolder;
  readonly refused: (error: CallError) => void;
  readonly deadline: number;
}

export class Seat {
  readonly #callId: string;
  readonly #channel: SignalingChannel;
  readonly #store: SeatStore;
  readonly #rest: Pick<RestDoor, 'hangUp'>;
  readonly #seat: StoredSeat;
  readonly #password: string | undefined;
  readonly #outbox: Outbox;
  readonly #mailbox: MailboxReader;
  #entrance: Entrance | null = null;
  #holder: SeatHolder | null = null;
  #selfId = '';
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor({ callId, channel, store, rest, seat, password }: SeatOptions) {
    this.#callId = callId;
    this.#channel = channel;
    this.#store = store;
    this.#rest = rest;
    this.#seat = seat;
    this.#password = password;
    this.#outbox = new Outbox(channel);
    this.#mailbox = new MailboxReader(seat.position, {
      deliver: (signal) => this.#deliver(signal),
      sync: (after, answered) =>
        channel.request('sync', { after }, (answer) => answered(answer?.ok && !this.#closed ? answer : null)),
      confirm: (seq) => channel.request('received', { seq }, () => {}),
    });
  }

  /**
   * Takes the seat.
   *
   * @param enter makes its holder, the moment the server says yes and before anything else is told
   * @param refused gets the server's refusal, or `server-unreachable` after some seconds of trying
   */
  take(enter: (joined: Joined) => SeatHolder, refused: (error: CallError) => void): void {
    this.#entrance = { enter, refused, deadline: Date.now() + FIRST_JOIN_PATIENCE };
    this.#listen();
    if (this.#channel.connected) {
      this.#join();
    } else {
      this.#channel.reopen();
    }
  }

  /** Sends a signal, as often as needed; `settled` is not called once the seat is closed. */
  send(signal: OutgoingSignal, settled: (sent: Sent) => void): void {
    this.#outbox.send(signal, settled);
  }

  /** Notes that `connection` is in use with a participant, for the page after a reload. */
  remember(participantId: string, connection: string): void {
    // Only what may still be on its way matters; sixteen are far more than that.
    const used = [...this.recall(participantId), connection].slice(-16);
    this.#seat.connections[participantId] = used;
    this.#store.save(this.#callId, this.#seat);
  }

  /** The latest of the connections that were in use with a participant, on this page and those before. */
  recall(participantId: string): readonly string[] {
    return this.#seat.connections[participantId] ?? [];
  }

  /** Takes the seat again on a new socket, now: the one of the moment may be dead, or be waiting for its next attempt. */
  reconnect(): void {
    if (!this.#closed) {
      this.#channel.reopen();
    }
  }

  /** Hangs up: over the socket, or over REST if that does not answer. Never throws: at worst the seat's grace runs out. */
  async leave(reason: string | null): Promise<void> {
    this.#store.forget(this.#callId);
    this.#closed = true;
    this.#stop();
    const answered = await new Promise<boolean>((resolve) => {
      this.#channel.request('hangup', { reason }, (answer) => resolve(answer !== null));
    });
    this.#channel.close();
    if (!answered) {
      await this.#rest.hangUp(this.#callId, this.#selfId, this.#seat.secret).catch(() => {});
    }
  }

  close(): void {
    this.#closed = true;
    this.#stop();
    this.#channel.close();
  }

  /** Listens to what the server tells the seat beside the signals. */
  on: SignalingChannel['on'] = (name, listener) => this.#channel.on(name, listener);

  #stop(): void {
    clearTimeout(this.#retry);
    this.#outbox.close();
    this.#mailbox.close();
  }

  #listen(): void {
    const channel = this.#channel;
    channel.on('connect', () => this.#join());
    channel.onUnreachable((refusal) => this.#unreachable(refusal));
    for (const name of ['offer', 'answer', 'candidate', 'hangup'] as const) {
      channel.on(name, (signal: Signal) => this.#open && isInMailbox(signal) && this.#mailbox.take([signal]));
    }
    channel.on('participant-joined', (notice) => this.#open?.handleParticipantJoined(notice));
    channel.on('participant-updated', (notice) => this.#open?.handleParticipantUpdated(notice));
    channel.on('participant-left', (notice) => this.#open?.handleParticipantLeft(notice));
    channel.on('call-changed', ({ call }) => call.id === this.#callId && this.#open?.handleInfo(call));
    channel.on('ice-servers', (servers) => this.#open?.handleIceServers(servers));
    channel.on('call-ended', ({ call, reason }) => {
      this.#open?.handleInfo(call);
      this.#end(reason, null);
    });
    channel.on('closing', ({ code, message }) => {
      if (code === 'replaced') {
        this.#end('replaced', new CallError('opened-elsewhere', 'This call was opened elsewhere, and goes on there.'));
      } else if (code === 'removed') {
        this.#end('removed', new CallError('removed', message));
      }
    });
    channel.on('disconnect', () => {
      clearTimeout(this.#retry);
      this.#outbox.pause();
      this.#open?.handleSocket(false);
    });
  }

  /** Who is to be told; nobody before the first join and after the end. */
  get #open(): SeatHolder | null {
    return this.#closed ? null : this.#holder;
  }

  #unreachable(refusal: WireError | null): void {
    if (refusal?.code === 'unsupported-protocol') {
      this.#end('lost', asCallError(refusal));
    } else {
      this.#impatient(refusal ? asCallError(refusal) : unreachable());
    }
  }

  #join(): void {
    const { secret, taken, displayName, token, ownerSecret } = this.#seat;
    const payload = {
      callId: this.#callId,
      secret,
      // A seat that is taken needs neither of the last two, and may have handed over since.
      ...(taken
        ? { after: this.#mailbox.position }
        : { ...(ownerSecret && { ownerSecret }), ...(this.#password && { password: this.#password }) }),
      ...(displayName !== null && { displayName }),
      ...(token && { token }),
    };
    this.#channel.request('join', payload, (answer) => {
      if (this.#closed) {
        return;
      }
      if (answer?.ok) {
        this.#joined(answer);
      } else if (answer) {
        this.#refused(answer.error);
      } else if (this.#channel.connected) {
        this.#channel.reopen();
      }
    });
  }

  #joined(joined: Joined): void {
    this.#attempt = 0;
    this.#selfId = joined.self.id;
    this.#seat.taken = true;
    this.#store.save(this.#callId, this.#seat);
    if (this.#entrance) {
      this.#holder = this.#entrance.enter(joined);
      this.#entrance = null;
    } else {
      this.#open?.handleSocket(true);
      this.#open?.handleRejoined(joined);
    }
    this.#mailbox.take(joined.mailbox, joined.more);
    this.#open?.handleCaughtUp();
    this.#outbox.open();
  }

  #refused(refusal: WireError): void {
    const verdict = afterRefusedJoin(refusal.code);
    if (verdict === 'reopen') {
      this.#channel.reopen();
    } else if (verdict === 'retry') {
      this.#impatient(asCallError(refusal));
      if (this.#closed) {
        return;
      }
      this.#retry = setTimeout(() => this.#join(), backoff(this.#attempt, refusal.retryAfter));
      this.#attempt += 1;
    } else {
      this.#end(verdict, asCallError(refusal));
    }
  }

  /** A first join has somebody waiting for it; later ones may take as long as they take. */
  #impatient(error: CallError): void {
    if (this.#entrance && Date.now() > this.#entrance.deadline) {
      this.close();
      this.#entrance.refused(error);
    }
  }

  /** Over: told to the holder, or before there is one to who waits for the first join. */
  #end(end: SeatEnd, error: CallError | null): void {
    const holder = this.#open;
    this.#store.forget(this.#callId);
    this.close();
    holder?.handleOver(end, error);
    if (error) {
      this.#entrance?.refused(error);
    }
  }

  #deliver(signal: MailboxSignal): void {
    this.#seat.position = signal.seq;
    this.#store.save(this.#callId, this.#seat);
    this.#open?.handleSignal(signal);
  }
}

/** Open offers and their candidates are in nobody's mailbox; the server tells only what is. */
function isInMailbox(signal: Signal): signal is MailboxSignal {
  return signal.seq !== null && signal.to !== null;
}

function asCallError({ code, message, errors, retryAfter }: WireError): CallError {
  return new CallError(code, message, { errors, retryAfter });
}
