// A call as plain objects, after the contract's words and nobody's SQL: what the store is compared with.
// It shares no rule with the code under test.

export type GuestName = 'ann' | 'ben' | 'cat' | 'dan';

export type Move =
  | { move: 'join'; who: GuestName }
  | { move: 'hangUp'; who: GuestName }
  | { move: 'lose'; who: GuestName }
  | { move: 'remove'; who: GuestName }
  | { move: 'confirm'; who: GuestName; seq: number }
  | {
      move: 'say';
      who: GuestName;
      to: GuestName | null;
      type: 'offer' | 'candidate';
      message: string;
      connection: string;
    };

interface ModelSignal {
  message: string;
  from: GuestName;
  to: GuestName | null;
  seq: number | null;
  connection: string;
  dropped: boolean;
}

interface ModelSeat {
  state: 'in' | 'left';
  removed: boolean;
  epoch: number;
  mailbox: ModelSignal[];
  confirmed: number;
  /** Who has offered since it last came. */
  offeredBy: Set<GuestName>;
}

interface ModelOffer {
  signals: ModelSignal[];
  taker: GuestName | null;
  dropped: boolean;
}

export class ModelCall {
  state: 'waiting' | 'active' | 'ended' = 'waiting';
  private readonly capacity: number;
  /** In the order of joining. */
  private readonly seats = new Map<GuestName, ModelSeat>();
  private readonly said: ModelSignal[] = [];
  private readonly sentBy = new Map<string, ModelSignal>();
  private readonly openOffers = new Map<string, ModelOffer>();

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  epoch(who: GuestName): number {
    return this.seats.get(who)?.epoch ?? 0;
  }

  present(): GuestName[] {
    return [...this.seats].filter(([, { state }]) => state === 'in').map(([who]) => who);
  }

  mailbox(who: GuestName): string[] {
    return this.seats.get(who)?.mailbox.map(({ from, message }) => `${from}:${message}`) ?? [];
  }

  confirmed(who: GuestName): number {
    return this.seats.get(who)?.confirmed ?? 0;
  }

  /** What `GET signals` lists. */
  listed(): string[] {
    return this.said
      .filter(({ dropped }) => !dropped)
      .map(({ from, message, to, seq }) => `${from}:${message}:${to}:${seq}`);
  }

  /** What the move answers, or the code of its refusal. @param epoch the epoch that the mover believes in */
  play(move: Move, epoch: number): string {
    switch (move.move) {
      case 'join':
        return this.join(move.who);
      case 'confirm':
        return this.confirm(move.who, move.seq, epoch);
      case 'say':
        return this.say(move, epoch);
      default:
        return this.leave(move.who, move.move, epoch);
    }
  }

  private join(who: GuestName): string {
    const seat = this.seats.get(who);
    if (seat?.removed) return 'forbidden';
    if (this.state === 'ended') return 'call-ended';
    if (seat?.state === 'in') {
      seat.epoch += 1;
      return 'resumed';
    }
    const others = this.present();
    if (others.length >= this.capacity) return 'call-full';
    const taken: ModelSeat = seat ?? {
      state: 'in',
      removed: false,
      epoch: 0,
      mailbox: [],
      confirmed: 0,
      offeredBy: new Set(),
    };
    Object.assign(taken, { state: 'in', epoch: taken.epoch + 1, offeredBy: new Set() });
    this.seats.set(who, taken);
    if (others.length > 0) this.state = 'active';
    const open = [...this.openOffers.values()].find(({ taker, dropped }) => taker === null && !dropped);
    if (!open) return 'came';
    open.taker = who;
    for (const signal of open.signals) this.put(signal, who);
    const [offer] = open.signals;
    if (offer) taken.offeredBy.add(offer.from);
    return `came and took ${offer?.message}`;
  }

  private leave(who: GuestName, how: 'hangUp' | 'lose' | 'remove', epoch: number): string {
    const seat = this.seats.get(who);
    if (how === 'remove' && seat?.state !== 'in') return 'participant-not-found';
    if (how === 'hangUp' && seat?.epoch !== epoch) return 'not-joined';
    if (!seat || (seat.epoch !== epoch && how === 'lose') || seat.state === 'left') return 'nothing';
    const others = this.present().filter((other) => other !== who);
    if (how === 'hangUp') {
      for (const other of others) this.put(this.signal(who, `hangup to ${other}`, ''), other);
      if (this.capacity === 2 || others.length === 0) return this.end('hangup');
    }
    if (how === 'lose' && this.state === 'active' && others.length === 0) return this.end('abandoned');
    seat.removed = how === 'remove';
    this.goes(who, seat);
    return 'left';
  }

  private end(reason: string): string {
    this.state = 'ended';
    for (const [who, seat] of this.seats) this.goes(who, seat);
    return `ended: ${reason}`;
  }

  private goes(who: GuestName, seat: ModelSeat): void {
    seat.state = 'left';
    this.drop(who);
  }

  private confirm(who: GuestName, seq: number, epoch: number): string {
    const seat = this.seats.get(who);
    if (seat?.epoch === epoch) seat.confirmed = Math.max(seat.confirmed, Math.min(seq, seat.mailbox.length));
    return 'done';
  }

  private say(move: Extract<Move, { move: 'say' }>, epoch: number): string {
    const { who, to, type, message, connection } = move;
    if (to === who) return 'invalid-payload';
    const seat = this.seats.get(who);
    if (!seat || seat.epoch !== epoch) return 'not-joined';
    const receiver = to === null ? undefined : this.seats.get(to);
    if (to !== null && !receiver) return 'participant-not-found';
    const known = this.sentBy.get(`${who}:${message}`);
    if (known) return `again ${known.to}:${known.seq}`;
    if (this.state === 'ended') return 'call-ended';
    if (seat.state === 'left') return 'not-joined';
    if (receiver?.state === 'left') return 'participant-not-found';
    if (to !== null) return this.deliver(who, to, move);
    return type === 'offer' ? this.offerOpenly(who, move) : this.followOffer(who, message, connection, move);
  }

  private offerOpenly(who: GuestName, move: Extract<Move, { move: 'say' }>): string {
    const others = this.present().filter((other) => other !== who);
    const taker = others.find((other) => !this.seats.get(other)?.offeredBy.has(who));
    if (others.length > 0 && !taker) return 'no-taker';
    const key = `${who}:${move.connection}`;
    if (taker) {
      this.openOffers.set(key, { signals: [], taker, dropped: false });
      return this.deliver(who, taker, move);
    }
    this.drop(who);
    this.openOffers.set(key, {
      signals: [this.signal(who, move.message, move.connection)],
      taker: null,
      dropped: false,
    });
    return 'stored null:null';
  }

  private followOffer(
    who: GuestName,
    message: string,
    connection: string,
    move: Extract<Move, { move: 'say' }>,
  ): string {
    const offer = this.openOffers.get(`${who}:${connection}`);
    if (!offer) return 'no-taker';
    if (offer.taker && !offer.dropped) {
      return this.seats.get(offer.taker)?.state === 'in'
        ? this.deliver(who, offer.taker, move)
        : 'participant-not-found';
    }
    const signal = this.signal(who, message, connection);
    if (offer.dropped) signal.dropped = true;
    else offer.signals.push(signal);
    return 'stored null:null';
  }

  private deliver(
    who: GuestName,
    to: GuestName,
    { type, message, connection }: Extract<Move, { move: 'say' }>,
  ): string {
    if (type === 'offer') this.seats.get(to)?.offeredBy.add(who);
    return `stored ${to}:${this.put(this.signal(who, message, connection), to)}`;
  }

  private signal(from: GuestName, message: string, connection: string): ModelSignal {
    const signal = { message, from, to: null, seq: null, connection, dropped: false };
    this.said.push(signal);
    this.sentBy.set(`${from}:${message}`, signal);
    return signal;
  }

  private put(signal: ModelSignal, to: GuestName): number {
    const mailbox = this.seats.get(to)?.mailbox ?? [];
    return Object.assign(signal, { to, seq: mailbox.push(signal) }).seq;
  }

  private drop(who: GuestName): void {
    for (const offer of this.openOffers.values()) {
      if (offer.taker !== null || offer.dropped || offer.signals[0]?.from !== who) continue;
      offer.dropped = true;
      for (const signal of offer.signals) signal.dropped = true;
    }
  }
}
