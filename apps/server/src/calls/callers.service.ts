// Who calls a REST door of a call, and whether they may: existence first, then the bearer. A seat that calls is present,
// unless it only reports or reads what happened.
import { Injectable } from '@nestjs/common';
import { refusals } from '@parley/call-rules';
import { type Participant, Refusal } from '@parley/protocol';
import type { ApiKeyScope, SeatHandle } from '@parley/storage';
import { AccessService, type Holder } from '../access/access.service.ts';
import { requireScope } from '../access/scopes.ts';
import { CallsService } from './calls.service.ts';
import { moderates } from './moderates.ts';
import { PresenceService } from './presence.service.ts';

/** Someone whose bearer, if any, is valid in the call. */
export type Caller = Exclude<Holder, { role: 'stranger' }>;

type BearingCaller = Exclude<Caller, { role: 'nobody' }>;

export interface OwnSeat {
  seat: SeatHandle;
  /** Whether its holder left, or the call ended. */
  left: boolean;
}

@Injectable()
export class CallersService {
  constructor(
    private readonly access: AccessService,
    private readonly calls: CallsService,
    private readonly presence: PresenceService,
  ) {}

  /** Anyone, with a valid bearer or none. @throws Refusal call-not-found, unauthorized, forbidden (removed) */
  anyone(callId: string, bearer: string | null): Promise<Caller> {
    return this.caller(callId, bearer, 'create');
  }

  /** Who reads a call: anyone in open mode, else with a valid bearer. @throws Refusal call-not-found, unauthorized, forbidden (removed) */
  async reader(callId: string, bearer: string | null): Promise<void> {
    const caller = await this.caller(callId, bearer, 'read');
    if (this.access.closed) bearing(caller);
  }

  /** A back end. @throws Refusal call-not-found, unauthorized, forbidden */
  async backEnd(callId: string, bearer: string | null, scope: ApiKeyScope): Promise<void> {
    const { role } = bearing(await this.valid(callId, bearer, scope));
    if (role !== 'api-key') throw forbidden('Only an API key allows this.');
  }

  /** The owner, or an API key. @throws Refusal call-not-found, unauthorized, forbidden */
  async manager(callId: string, bearer: string | null): Promise<void> {
    const { role } = await this.known(callId, bearer, 'manage');
    if (role === 'participant') throw forbidden('Only the call’s owner secret or an API key allows this.');
  }

  /**
   * Who moderates the call: its owner, an API key, or (answered by its id) a participant who may. `about` is whom it concerns,
   * whose existence comes first. @throws Refusal call-not-found, participant-not-found, unauthorized, forbidden
   */
  async moderator(callId: string, bearer: string | null, about?: string): Promise<string | null> {
    const caller = await this.known(callId, bearer, 'manage', about);
    if (caller.role !== 'participant') return null;
    if (await this.moderatesNow(callId, caller.participant)) return caller.participant.id;
    throw forbidden('Only who may moderate the call, and is in it, is allowed this.');
  }

  /** A participant, or an API key: those who may see addresses. @throws Refusal call-not-found, unauthorized, forbidden */
  async insider(callId: string, bearer: string | null): Promise<void> {
    const { role } = await this.known(callId, bearer, 'read');
    if (role === 'owner') throw forbidden('Only a participant’s secret or an API key allows this.');
  }

  /** The same for what happened in the call: who reads that need not be in it. @throws Refusal call-not-found, unauthorized, forbidden */
  async onlooker(callId: string, bearer: string | null): Promise<void> {
    const { role } = bearing(await this.valid(callId, bearer, 'read'));
    if (role === 'owner') throw forbidden('Only a participant’s secret or an API key allows this.');
  }

  /**
   * A participant who tells what happened to it. That says nothing of presence: a browser reports too when its socket is
   * gone, or its page goes. @throws Refusal call-not-found, unauthorized, forbidden
   */
  async reporter(callId: string, bearer: string | null): Promise<SeatHandle> {
    return ownSeat(bearing(await this.valid(callId, bearer, null))).seat;
  }

  /**
   * A participant of the call, who speaks to `to`, if to anyone by name.
   * @throws Refusal call-not-found, participant-not-found, unauthorized, forbidden
   */
  async participant(callId: string, to: string | undefined, bearer: string | null): Promise<OwnSeat> {
    try {
      return ownSeat(await this.known(callId, bearer, null));
    } catch (refusal) {
      // Existence comes before the secret. For one with a seat the store looks, in the step in which it appends.
      if (to !== undefined) await this.mustBeKnown(callId, to);
      throw refusal;
    }
  }

  /** The holder of this very seat. @throws Refusal call-not-found, participant-not-found, unauthorized, forbidden */
  async holder(callId: string, participantId: string, bearer: string | null): Promise<OwnSeat> {
    const caller = await this.known(callId, bearer, null, participantId);
    if (!isOwn(caller, participantId)) throw forbidden('Only this participant’s own secret allows this.');
    return ownSeat(caller);
  }

  /** The holder of this seat, or (null) who moderates the call. @throws Refusal call-not-found, participant-not-found, unauthorized, forbidden */
  async holderOrModerator(callId: string, participantId: string, bearer: string | null): Promise<OwnSeat | null> {
    const caller = await this.known(callId, bearer, 'manage', participantId);
    if (isOwn(caller, participantId)) return ownSeat(caller);
    if (caller.role !== 'participant' || (await this.moderatesNow(callId, caller.participant))) return null;
    throw forbidden('Only this participant’s own secret, or who may moderate the call and is in it, is allowed this.');
  }

  /**
   * Who left moderates no more until it is back: nobody could take that away from it, or put it out. After the end everyone has
   * left, and is told that.
   */
  private async moderatesNow(callId: string, participant: Participant): Promise<boolean> {
    if (!moderates(participant)) return false;
    return participant.state !== 'left' || (await this.calls.call(callId)).call.state === 'ended';
  }

  private async known(
    callId: string,
    bearer: string | null,
    scope: ApiKeyScope | null,
    about?: string,
  ): Promise<BearingCaller> {
    return bearing(await this.caller(callId, bearer, scope, about));
  }

  /**
   * @param scope what an API key must be good for here; null where none is good for anything
   * @param about the participant whose existence comes before the bearer's validity
   */
  private async caller(
    callId: string,
    bearer: string | null,
    scope: ApiKeyScope | null,
    about?: string,
  ): Promise<Caller> {
    const caller = await this.valid(callId, bearer, scope, about);
    if (caller.role === 'participant' && caller.participant.state !== 'left')
      await this.presence.requested(caller.seat);
    return caller;
  }

  private async valid(
    callId: string,
    bearer: string | null,
    scope: ApiKeyScope | null,
    about?: string,
  ): Promise<Caller> {
    const holder = await this.access.holder(callId, bearer);
    if (about !== undefined && !isOwn(holder, about)) await this.mustBeKnown(callId, about);
    if (holder.role === 'stranger') throw new Refusal('unauthorized', 'This secret or key is not valid in this call.');
    if (holder.role === 'participant' && holder.removed) throw refusals.removed();
    if (holder.role === 'api-key' && scope !== null) requireScope(holder.scopes, scope);
    return holder;
  }

  private async mustBeKnown(callId: string, participantId: string): Promise<void> {
    if (await this.calls.hasParticipant(callId, participantId)) return;
    throw new Refusal('participant-not-found', 'Nobody in this call has this id.');
  }
}

function isOwn(holder: Holder, participantId: string): boolean {
  return holder.role === 'participant' && holder.participant.id === participantId;
}

function bearing(caller: Caller): BearingCaller {
  if (caller.role === 'nobody') {
    throw new Refusal('unauthorized', 'Send a secret of this call, or an API key, as `Authorization: Bearer …`.');
  }
  return caller;
}

function ownSeat(caller: Caller): OwnSeat {
  if (caller.role !== 'participant') throw forbidden('Only a participant’s own secret allows this.');
  return { seat: caller.seat, left: caller.participant.state === 'left' };
}

function forbidden(message: string): Refusal {
  return new Refusal('forbidden', message);
}
