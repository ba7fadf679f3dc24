// The lobby's events on sockets: to knock and wait, and to answer those who do. A socket waits for one knock at a time.
import { Injectable } from '@nestjs/common';
import { type ClientEvents, Refusal } from '@parley/protocol';
import type { AnswerKnockDto, KnockDto } from '@parley/protocol/dto';
import { hashSecret } from '../access/secrets.ts';
import { CallsService } from '../calls/calls.service.ts';
import { moderates } from '../calls/moderates.ts';
import { KnockersService, type WaitedFor } from '../lobby/knockers.service.ts';
import { KnocksService } from '../lobby/knocks.service.ts';
import type { ClientSocket } from './client-socket.ts';
import type { HeldSeat } from './held-seat.ts';
import type { AfterAnswer } from './signaling-handlers.ts';
import { TrafficService } from './traffic.service.ts';

interface Waiting {
  callId: string;
  /** Of the knock's secret. */
  hash: string;
  end: () => void;
}

@Injectable()
export class LobbyDoor {
  private readonly waiting = new Map<ClientSocket, Waiting>();

  constructor(
    private readonly calls: CallsService,
    private readonly knocks: KnocksService,
    private readonly knockers: KnockersService,
    private readonly traffic: TrafficService,
  ) {}

  async knock(
    client: ClientSocket,
    request: KnockDto,
    afterAnswer: AfterAnswer,
  ): Promise<ClientEvents['knock']['answer']> {
    this.refuseAnother(client, request);
    const traffic = this.traffic.of(client.socket.conn);
    const { knock, handle, secret } = await this.traffic.within('knocks', traffic, () =>
      this.knocks.knock({ ...request, address: traffic.shared.address, trusted: false }),
    );
    if (handle && knock.state === 'waiting') {
      const known = request.secret ?? secret ?? '';
      this.wait(client, { handle, knock, own: true }, hashText(known), afterAnswer);
    }
    return { knock, ...(secret !== undefined && { secret }) };
  }

  /** A seat lets somebody in, or does not. @throws Refusal forbidden, knock-not-found */
  async answer(
    { handle: { callId, participantId } }: HeldSeat,
    { knockId, state }: AnswerKnockDto,
  ): Promise<ClientEvents['answer-knock']['answer']> {
    const { call } = await this.calls.call(callId);
    const self = call.participants.find(({ id }) => id === participantId);
    if (!self || !moderates(self)) throw new Refusal('forbidden', 'Only who may moderate the call is allowed this.');
    return { knock: await this.knocks.answer(callId, knockId, state) };
  }

  /** The socket is gone, or has joined a call: nobody waits at it any more. */
  leave(client: ClientSocket): void {
    this.waiting.get(client)?.end();
    this.waiting.delete(client);
  }

  private wait(client: ClientSocket, waitedFor: WaitedFor, hash: string, afterAnswer: AfterAnswer): void {
    const { callId } = waitedFor.handle;
    const acknowledged = Promise.withResolvers<void>();
    afterAnswer(acknowledged.resolve);
    this.leave(client);
    const end = this.knockers.wait(waitedFor, (knock) => {
      this.waiting.delete(client);
      void acknowledged.promise.then(() => client.socket.emit('knock-answered', { callId, knock }));
    });
    this.waiting.set(client, { callId, hash, end });
    if (!client.socket.connected) this.leave(client);
  }

  /** @throws Refusal already-joined */
  private refuseAnother(client: ClientSocket, { callId, secret }: KnockDto): void {
    const waiting = this.waiting.get(client);
    if (!waiting || (waiting.callId === callId && secret !== undefined && waiting.hash === hashText(secret))) return;
    throw new Refusal('already-joined', 'This socket knocks already. Use another one, or wait for the answer.');
  }
}

function hashText(secret: string): string {
  return Buffer.from(hashSecret(secret)).toString('base64url');
}
