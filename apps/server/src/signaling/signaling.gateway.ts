// The door for sockets: every event of the contract, carried out by the services behind it. It decides nothing of its own
// but which socket holds which seat.
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
} from '@nestjs/websockets';
import {
  type ClientEvents,
  type IceCandidate,
  type Joined,
  LIMITS,
  Refusal,
  type SentSignalType,
  type SessionDescription,
  type SignalPosition,
} from '@parley/protocol';
import type {
  AnswerDto,
  AnswerKnockDto,
  CandidateDto,
  HangupDto,
  JoinDto,
  KnockDto,
  OfferDto,
  ReceivedDto,
  SyncDto,
} from '@parley/protocol/dto';
import type { SeatTaken } from '@parley/storage';
import { AccessService } from '../access/access.service.ts';
import type { ApiKey } from '../access/api-keys.service.ts';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { callView, joinedView } from '../calls/call-view.ts';
import { CallsService } from '../calls/calls.service.ts';
import { moderates } from '../calls/moderates.ts';
import { PresenceService } from '../calls/presence.service.ts';
import { IceServersService } from '../ice-servers/ice-servers.service.ts';
import { MailboxesService } from '../mailboxes/mailboxes.service.ts';
import { publicBase } from '../settings/public-base.ts';
import { Settings } from '../settings/settings.ts';
import { admit, AdmissionError } from './admission.ts';
import { AnnouncerService } from './announcer.service.ts';
import { ClientSocket, type SignalingServer, type SignalingSocket } from './client-socket.ts';
import { ClientSockets } from './client-sockets.ts';
import { DeliveryFigures } from './delivery-figures.ts';
import { acknowledgementIn, EventAnswerer } from './event-answerer.ts';
import { HeldSeat } from './held-seat.ts';
import { HeldSeats } from './held-seats.ts';
import { LobbyDoor } from './lobby-door.ts';
import { SeatRefusals } from './seat-refusals.service.ts';
import type { AfterAnswer, SignalingHandlers } from './signaling-handlers.ts';
import { SignalingTimes } from './signaling-times.ts';
import { TrafficService } from './traffic.service.ts';
import { WatchersService } from './watchers.service.ts';

@WebSocketGateway()
export class SignalingGateway implements SignalingHandlers, OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect {
  constructor(
    private readonly access: AccessService,
    private readonly calls: CallsService,
    private readonly presence: PresenceService,
    private readonly mailboxes: MailboxesService,
    private readonly iceServers: IceServersService,
    private readonly settings: Settings,
    private readonly times: SignalingTimes,
    private readonly clients: ClientSockets,
    private readonly seats: HeldSeats,
    private readonly refusals: SeatRefusals,
    private readonly lobby: LobbyDoor,
    private readonly watchers: WatchersService,
    private readonly announcer: AnnouncerService,
    private readonly events: EventAnswerer,
    private readonly traffic: TrafficService,
    private readonly delivery: DeliveryFigures,
    private readonly changes: CommittedChanges,
  ) {}

  afterInit(server: SignalingServer): void {
    server.use((socket, next) => void this.admit(socket, next));
  }

  handleConnection(socket: SignalingSocket): void {
    const { headers, secure } = socket.handshake;
    const traffic = this.traffic.of(socket.conn);
    const client = new ClientSocket(socket, publicBase(this.settings, { headers, encrypted: secure }), traffic);
    this.clients.add(client);
    socket.onAny((event: unknown, ...args: unknown[]) => {
      const refusal = traffic.refuse(event, args[0]);
      if (refusal) acknowledgementIn(args)?.({ ok: false, error: refusal });
      else void this.events.answer(this, client, event, args);
    });
  }

  handleDisconnect(socket: SignalingSocket): void {
    // There is no other namespace: a connection that gave up its socket would be good for nothing.
    socket.conn.close();
    const client = this.clients.remove(socket);
    if (!client) return;
    this.watchers.remove(client);
    this.lobby.leave(client);
    const seat = this.seats.heldBy(client);
    if (seat) this.leaveOpen(seat);
  }

  async join(client: ClientSocket, request: JoinDto, afterAnswer: AfterAnswer): Promise<Joined> {
    const { callId } = request;
    await this.refusals.unlessFree(client, callId);
    const { seat, answer } = await this.announcer.whileJoining(callId, async () => {
      const traffic = this.traffic.of(client.socket.conn);
      const seated = await this.traffic.within('joins', traffic, () =>
        this.calls.join({ ...request, address: traffic.shared.address, door: 'socket' }),
      );
      return {
        seat: this.seatOn(client, seated),
        answer: joinedView(seated, client.base, this.iceServers.iceServers(seated.self.id)),
      };
    });
    this.lobby.leave(client);
    if (this.seats.heldBy(client) === seat) {
      this.presence.socketOpened(seat.handle);
      if (!client.socket.connected) this.leaveOpen(seat);
    }
    afterAnswer(() => seat.open());
    return answer;
  }

  offer(client: ClientSocket, signal: OfferDto): Promise<SignalPosition> {
    return this.append(client, 'offer', signal, signal.description);
  }

  answer(client: ClientSocket, signal: AnswerDto): Promise<SignalPosition> {
    return this.append(client, 'answer', signal, signal.description);
  }

  candidate(client: ClientSocket, signal: CandidateDto): Promise<SignalPosition> {
    return this.append(client, 'candidate', signal, signal.candidate);
  }

  async hangup(client: ClientSocket, { reason }: HangupDto): Promise<object> {
    if (client.hungUp && !this.seats.heldBy(client)) return {};
    const seat = this.seats.heldBy(client) ?? (await this.refusals.seatless(client));
    await this.calls.hangUp(seat.handle, reason);
    this.seats.release(seat);
    client.hungUp = true;
    return {};
  }

  async received(client: ClientSocket, { seq }: ReceivedDto): Promise<object> {
    const seat = this.seats.heldBy(client) ?? (await this.refusals.seatless(client));
    // Its client may have read over REST, at another server, what this one has not heard of yet.
    if (seq > seat.lastSeq && !this.changes.isAlone) await seat.readUpTo(seq);
    if (seq > seat.lastSeq) {
      const message = `seq is past the last signal of this mailbox, ${seat.lastSeq}`;
      throw new Refusal('invalid-payload', message, { errors: [{ path: 'seq', message }] });
    }
    if (seat.confirm(seq)) await this.mailboxes.confirm(seat.handle, seq);
    return {};
  }

  async sync(client: ClientSocket, { after }: SyncDto): Promise<ClientEvents['sync']['answer']> {
    const seat = this.seats.heldBy(client) ?? (await this.refusals.seatless(client));
    const { items, more } = await this.mailboxes.read(seat.handle, { after, limit: LIMITS.mailboxPage });
    seat.gave(items);
    return { mailbox: items, more };
  }

  async watch(client: ClientSocket, _: object, afterAnswer: AfterAnswer): Promise<ClientEvents['watch']['answer']> {
    const key = await this.mayWatch(client);
    this.watchers.add(client, key?.serves);
    const calls = await this.calls.open(LIMITS.watchedCalls);
    afterAnswer(() => this.watchers.open(client));
    return { items: calls.map((call) => callView(call, client.base)) };
  }

  unwatch(client: ClientSocket): object {
    this.watchers.remove(client);
    return {};
  }

  async knock(
    client: ClientSocket,
    request: KnockDto,
    afterAnswer: AfterAnswer,
  ): Promise<ClientEvents['knock']['answer']> {
    await this.refusals.unlessFree(client, request.callId);
    return this.lobby.knock(client, request, afterAnswer);
  }

  async 'answer-knock'(client: ClientSocket, answer: AnswerKnockDto): Promise<ClientEvents['answer-knock']['answer']> {
    return this.lobby.answer(this.seats.heldBy(client) ?? (await this.refusals.seatless(client)), answer);
  }

  /** In token mode lists are for API keys alone. @throws Refusal unauthorized, forbidden */
  private mayWatch({ socket }: ClientSocket): Promise<ApiKey | null> {
    const { apiKey } = socket.handshake.auth;
    return this.access.apiKey(this.access.closed && typeof apiKey === 'string' ? apiKey : null, 'read');
  }

  /** Lets a connection have its socket, the only one it gets, or says why not. */
  private async admit(socket: SignalingSocket, next: (refusal?: AdmissionError) => void): Promise<void> {
    const traffic = this.traffic.of(socket.conn);
    if (!this.clients.isClosed && !traffic.admitted) {
      traffic.admitted = true;
      try {
        admit(socket.handshake, this.settings);
        await this.traffic.admit(traffic);
      } catch (error) {
        traffic.admitted = false;
        return next(new AdmissionError(error));
      }
      if (!this.clients.isClosed) return next();
    }
    // Not refused, which would be final: whoever comes while the server stops shall come back to the next one.
    socket.conn.close();
    next();
  }

  private async append(
    client: ClientSocket,
    type: SentSignalType,
    { to, messageId, connection }: Pick<CandidateDto, 'to' | 'messageId' | 'connection'>,
    content: SessionDescription | IceCandidate | null,
  ): Promise<SignalPosition> {
    const { handle } = this.seats.heldBy(client) ?? (await this.refusals.seatless(client));
    const stored = await this.mailboxes.append({ seat: handle, type, to, messageId, connection, content });
    return { seq: stored.seq, to: stored.to };
  }

  private seatOn(client: ClientSocket, taken: SeatTaken): HeldSeat {
    const read = async (after: number) =>
      (await this.mailboxes.read(taken.seat, { after, limit: LIMITS.mailboxPage })).items;
    const seat = new HeldSeat(client, taken.seat, taken, read, this.times, this.delivery);
    seat.moderates = moderates(taken.self);
    return seat;
  }

  /** The socket is gone, the seat is not. */
  private leaveOpen(seat: HeldSeat): void {
    this.seats.release(seat);
    this.presence.socketClosed(seat.handle);
  }
}
