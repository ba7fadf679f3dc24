// The doors of a call from within: what a moderator does there, and what everyone is asked by one. Over REST, as the seat's
// holder; the server decides who may.
import {
  DEFAULT_PERMISSIONS,
  type Call as CallInfo,
  type Knock,
  type MutedKind,
  type Permission,
} from '@parley/protocol';
import type { Call } from '../call.ts';
import type { RemoteParticipant } from '../remote-participant.ts';
import type { RestRequest } from '../signaling/rest-door.ts';
import { TypedEventTarget } from '../typed-event-target.ts';
import { WaitingKnocks } from './waiting-knocks.ts';

/** Whom it is about. */
export type ParticipantOrId = RemoteParticipant | string;

/** `muterequested`: a moderator asks this side to mute something. Whether it does is for the person to say. */
export class MuteRequestedEvent extends Event {
  /** What is to be muted. */
  readonly kind: MutedKind;
  /** Who asks; null for whoever runs the call from outside, and for one who has left. */
  readonly by: RemoteParticipant | null;

  /** For who makes events of their own, as in tests. */
  constructor(kind: MutedKind, by: RemoteParticipant | null) {
    super('muterequested');
    this.kind = kind;
    this.by = by;
  }
}

/** The events of a Moderation. */
export interface ModerationEventMap {
  /** `knocks` changed. */
  knockschange: Event;
  /** This side is asked to mute. */
  muterequested: MuteRequestedEvent;
}

/**
 * What a moderator of a call does: let in, remove, permit, ask to mute, lock, hand over, end. Whoever creates a call is one,
 * and a moderator makes others. Everyone is told by it what a moderator asks of them.
 *
 * Every method throws CallError `forbidden` without the permission `moderate`, `participant-not-found`, `call-ended`,
 * `server-unreachable` …
 *
 * @example
 * const moderation = new Moderation(call);
 * moderation.addEventListener('knockschange', () => showKnocks(moderation.knocks));
 * button.onclick = () => moderation.admit(moderation.knocks[0]);
 */
export class Moderation extends TypedEventTarget<ModerationEventMap> {
  /** The call that it belongs to. */
  readonly call: Call;
  readonly #waiting: WaitingKnocks;

  /** Asks the server who waits, if this side may know. It ends with the call. */
  constructor(call: Call) {
    super();
    this.call = call;
    this.#waiting = new WaitingKnocks(call, () => this.dispatchEvent(new Event('knockschange')));
    call.watchServer('mute-requested', ({ kind, by }) =>
      this.dispatchEvent(new MuteRequestedEvent(kind, call.participants.get(by ?? '') ?? null)),
    );
  }

  /** Whether this side is a moderator; the call's event `permissionschange` tells when that changes. */
  get moderates(): boolean {
    return this.call.permissions.includes('moderate');
  }

  /** Those who wait to be let in, the longest first; none for who is no moderator. */
  get knocks(): readonly Knock[] {
    return this.#waiting.knocks;
  }

  /** Lets somebody in who knocked. */
  async admit(knock: Knock | string): Promise<void> {
    await this.#answer(knock, 'admitted');
  }

  /** Does not. They may knock again after a minute. */
  async refuse(knock: Knock | string): Promise<void> {
    await this.#answer(knock, 'refused');
  }

  /** Takes somebody's seat away: they stay out. */
  async remove(participant: ParticipantOrId): Promise<void> {
    await this.#ask(seatOf(participant), 'DELETE');
  }

  /** Says all that somebody may do from now on. What they may no longer send, nobody takes from them any more. */
  async permit(participant: ParticipantOrId, permissions: readonly Permission[]): Promise<void> {
    await this.#ask(seatOf(participant), 'PATCH', { permissions });
  }

  /** Asks somebody to mute: a person does that, or does not. */
  async askToMute(participant: ParticipantOrId, kind: MutedKind = 'microphone'): Promise<void> {
    await this.#ask(`${seatOf(participant)}/mute-requests`, 'POST', { kind });
  }

  /** Lets nobody in any more who has no seat, or lets them again. */
  async lock(locked = true): Promise<void> {
    await this.#change({ locked });
  }

  /** What newcomers are asked for, 1 to 128 characters; null for nothing. Those who are here stay. */
  async setPassword(password: string | null): Promise<void> {
    await this.#change({ password });
  }

  /** Whether newcomers knock. Turned off, it lets in all who wait. */
  async setLobby(lobby: boolean): Promise<void> {
    await this.#change({ lobby });
  }

  /** Makes somebody a moderator beside this side. */
  async makeModerator(participant: ParticipantOrId): Promise<void> {
    const known = typeof participant === 'string' ? this.call.participants.get(participant) : participant;
    const permissions = known?.permissions ?? DEFAULT_PERMISSIONS;
    await this.permit(participant, [...permissions.filter(isNotModerate), 'moderate']);
  }

  /** Makes somebody the moderator in this side's place. */
  async handOver(participant: ParticipantOrId): Promise<void> {
    const { self, permissions } = this.call;
    await this.makeModerator(participant);
    await this.permit(self.id, permissions.filter(isNotModerate));
  }

  /** Ends the call for everyone. */
  async endForAll(): Promise<void> {
    await this.#change({ state: 'ended' });
  }

  async #answer(knock: Knock | string, state: 'admitted' | 'refused'): Promise<void> {
    const id = typeof knock === 'string' ? knock : knock.id;
    this.#waiting.handleKnock(await this.call.request<Knock>(`/knocks/${id}`, { method: 'PATCH', body: { state } }));
  }

  #change(changes: object): Promise<CallInfo> {
    return this.#ask('', 'PATCH', changes);
  }

  #ask<Answer>(path: string, method: NonNullable<RestRequest['method']>, body?: object): Promise<Answer> {
    return this.call.request(path, { method, ...(body && { body }) });
  }
}

const isNotModerate = (permission: Permission): boolean => permission !== 'moderate';

function seatOf(participant: ParticipantOrId): string {
  return `/participants/${typeof participant === 'string' ? participant : participant.id}`;
}
