// A Parley server in memory, behind the SignalingChannel port: seats, mailboxes, open offers, as the contract has them.
import type {
  Call,
  CandidatePayload,
  DescriptionPayload,
  ErrorCode,
  Joined,
  JoinPayload,
  MailboxSignal,
  Participant,
  Permission,
  ServerToClientEvents,
  SignalPosition,
} from '@parley/protocol';

export class FakeRefusal extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(`refused: ${code}`);
    this.code = code;
  }
}

/** The way to one client. */
interface Line {
  deliver<Name extends keyof ServerToClientEvents>(name: Name, value: Parameters<ServerToClientEvents[Name]>[0]): void;
}

interface FakeSeat {
  participant: Participant;
  secret: string;
  mailbox: MailboxSignal[];
  confirmed: number;
  channel: Line | null;
  sent: Map<string, SignalPosition>;
}

type Sent = { type: 'offer' | 'answer' | 'candidate'; payload: DescriptionPayload | CandidatePayload; from: string };

interface Goodbye {
  type: 'hangup';
  payload: { messageId: string; reason: null };
  from: string;
}

export class FakeServer {
  readonly seats: FakeSeat[] = [];
  maxParticipants = 2;
  lobby = false;
  /** What whoever joins from now on may do, where that is not the usual. */
  newcomersMay: Permission[] | null = null;
  endReason: Call['endReason'] = null;
  /** Given to whoever joins from now on. */
  iceServers: RTCIceServer[] = [];
  /** Every signal that was ever sent, in order. */
  readonly log: Sent[] = [];
  /** Deliveries that get lost on the way to a socket: what stands in the mailbox stays there. */
  loses: (signal: MailboxSignal) => boolean = () => false;
  #openOffer: Sent[] = [];

  get call(): Call {
    const participants = this.seats.map(({ participant }) => participant).filter(({ state }) => state !== 'left');
    return {
      id: 'a-call',
      name: null,
      state: this.endReason ? 'ended' : participants.length > 1 ? 'active' : 'waiting',
      maxParticipants: this.maxParticipants,
      metadata: {},
      listed: true,
      participants,
      joinUrl: 'https://parley.test/c/a-call',
      createdAt: at(0),
      startedAt: null,
      endedAt: null,
      endReason: this.endReason,
      ...(this.lobby && { lobby: true }),
    };
  }

  seatOf(channel: Line): FakeSeat {
    const seat = this.seats.find((each) => each.channel === channel);
    if (!seat) {
      throw new FakeRefusal(this.endReason ? 'call-ended' : 'not-joined');
    }
    return seat;
  }

  join(channel: Line, { secret = '', displayName = null, after = 0 }: JoinPayload): Joined {
    if (this.endReason) {
      throw new FakeRefusal('call-ended');
    }
    let seat = this.seats.find((each) => each.secret === secret);
    const resumed = seat !== undefined;
    let tookOffer: string | null = null;
    if (seat && seat.participant.state !== 'left') {
      seat.channel?.deliver('closing', { code: 'replaced', message: 'opened elsewhere' });
      this.#update(seat, { state: 'connected' });
    } else {
      if (this.call.participants.length >= this.maxParticipants) {
        throw new FakeRefusal('call-full');
      }
      seat ??= this.#newSeat(secret, displayName);
      seat.participant = { ...seat.participant, state: 'connected', leftAt: null };
      tookOffer = this.#handOver(seat);
      this.#announce('participant-joined', { participant: seat.participant, tookOffer }, seat);
    }
    seat.channel = channel;
    seat.confirmed = Math.max(seat.confirmed, after);
    const mailbox = seat.mailbox.filter(({ seq }) => seq > after);
    const { iceServers } = this;
    return { self: seat.participant, resumed, call: this.call, iceServers, expiresAt: null, mailbox, more: false };
  }

  /** Over REST: the call, or with the path `/signals?from=…&to=…&type=…` some of its signals. */
  read<Answer>(path?: string): Promise<Answer> {
    if (!path) {
      return Promise.resolve(this.call as Answer);
    }
    const asked = new URLSearchParams(path.split('?')[1]);
    const receiver = this.seats.find(({ participant }) => participant.id === asked.get('to'));
    const items = receiver?.mailbox
      .filter(({ from, type }) => from === asked.get('from') && type === asked.get('type'))
      .map((signal) => Object.assign(signal, { delivered: signal.seq <= receiver.confirmed }));
    return Promise.resolve({ items: items ?? [], nextCursor: null } as Answer);
  }

  append(channel: Line, type: Sent['type'], payload: Sent['payload']): SignalPosition {
    const from = this.seatOf(channel);
    const repeated = from.sent.get(payload.messageId);
    if (repeated) {
      return repeated;
    }
    const sent: Sent = { type, payload, from: from.participant.id };
    this.log.push(sent);
    const position = this.#place(from, sent);
    from.sent.set(payload.messageId, position);
    return position;
  }

  leave(seat: FakeSeat, reason: 'hangup' | 'lost' = 'hangup'): void {
    seat.channel = null;
    seat.participant = { ...seat.participant, state: 'left', leftAt: at(99) };
    if (reason === 'hangup' && this.maxParticipants === 2) {
      this.endReason = 'hangup';
      this.#announce('call-ended', { call: this.call, reason: 'hangup' }, seat);
      return;
    }
    if (reason === 'hangup') {
      this.#sayGoodbye(seat);
    }
    this.#announce('participant-left', { participant: seat.participant, reason }, seat);
  }

  /** Into every mailbox: whoever is away reads it there. */
  #sayGoodbye({ participant: { id: from } }: FakeSeat): void {
    for (const receiver of this.seats) {
      if (receiver.participant.state !== 'left') {
        const sent = { type: 'hangup', from, payload: { messageId: `goodbye of ${from}`, reason: null } } as const;
        this.#deliver(receiver, this.#store(receiver, sent));
      }
    }
  }

  /** The socket of a seat went away. */
  lose(channel: Line): void {
    const seat = this.seats.find((each) => each.channel === channel);
    if (seat) {
      seat.channel = null;
      this.#update(seat, { state: 'reconnecting' });
    }
  }

  #newSeat(secret: string, displayName: string | null): FakeSeat {
    const number = this.seats.length + 1;
    const participant = {
      id: `p${number}`,
      displayName,
      state: 'connected' as const,
      joinedAt: at(number),
      leftAt: null,
      ...(this.newcomersMay && { permissions: this.newcomersMay }),
    };
    const seat = { participant, secret, mailbox: [], confirmed: 0, channel: null, sent: new Map() };
    this.seats.push(seat);
    return seat;
  }

  #update(seat: FakeSeat, change: Partial<Participant>): void {
    seat.participant = { ...seat.participant, ...change };
    this.#announce('participant-updated', { participant: seat.participant }, seat);
  }

  #handOver(taker: FakeSeat): string | null {
    const [offer, ...candidates] = this.#openOffer;
    this.#openOffer = [];
    if (!offer) {
      return null;
    }
    for (const sent of [offer, ...candidates]) {
      const from = this.seats.find(({ participant }) => participant.id === sent.from);
      from?.sent.set(sent.payload.messageId, this.#store(taker, sent));
    }
    return offer.payload.messageId;
  }

  #place(from: FakeSeat, sent: Sent): SignalPosition {
    const { payload, type } = sent;
    const others = this.seats.filter((each) => each !== from && each.participant.state !== 'left');
    if (payload.to !== undefined) {
      const receiver = others.find(({ participant }) => participant.id === payload.to);
      if (!receiver) {
        throw new FakeRefusal('participant-not-found');
      }
      return this.#deliver(receiver, this.#store(receiver, sent));
    }
    if (type === 'candidate') {
      const offer = this.log.find((each) => each.type === 'offer' && each.payload.connection === payload.connection);
      const to = offer && from.sent.get(offer.payload.messageId)?.to;
      const receiver = others.find(({ participant }) => participant.id === to);
      if (receiver) {
        return this.#deliver(receiver, this.#store(receiver, sent));
      }
      if (!this.#openOffer.some((each) => each.payload.connection === payload.connection)) {
        throw new FakeRefusal('no-taker');
      }
      this.#openOffer.push(sent);
      return { seq: null, to: null };
    }
    if (others.length === 0) {
      this.#openOffer = [sent];
      return { seq: null, to: null };
    }
    const offered = new Set([...from.sent.values()].map(({ to }) => to));
    const crossed = others.find(({ participant }) => !offered.has(participant.id));
    if (!crossed) {
      throw new FakeRefusal('no-taker');
    }
    return this.#deliver(crossed, this.#store(crossed, sent));
  }

  #store(receiver: FakeSeat, { type, payload, from }: Sent | Goodbye): SignalPosition {
    const seq = receiver.mailbox.length + 1;
    const to = receiver.participant.id;
    const base = { connection: '', ...payload, seq, to, from, createdAt: at(seq), delivered: false };
    receiver.mailbox.push({ ...base, type } as MailboxSignal);
    return { seq, to };
  }

  #deliver(receiver: FakeSeat, position: SignalPosition): SignalPosition {
    const signal = receiver.mailbox.find(({ seq }) => seq === position.seq);
    if (signal && !this.loses(signal)) {
      receiver.channel?.deliver(signal.type, signal);
    }
    return position;
  }

  #announce<Name extends keyof ServerToClientEvents>(
    name: Name,
    notice: Parameters<ServerToClientEvents[Name]>[0],
    except: FakeSeat,
  ): void {
    for (const seat of this.seats) {
      if (seat !== except) {
        seat.channel?.deliver(name, notice);
      }
    }
  }
}

const at = (second: number): string => new Date(Date.UTC(2030, 0, 1, 0, 0, second)).toISOString();
