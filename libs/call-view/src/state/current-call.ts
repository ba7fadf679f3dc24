// The call one sits in, as signals. It reads the client library's objects anew at each of their events and keeps no state beside them.
import type { Call, CallEndReason, CallInfo, Permission, RemoteParticipant } from '@parley/client';
import { batch, computed, signal } from '@preact/signals';
import type { Reason } from './reason.ts';
import { standingOf, type Standing } from './standing.ts';
import { type CallFacts, statusOf } from './status.ts';
import { type Trouble, troubleOf } from './trouble.ts';

/** Another participant, as a view needs it. */
export interface Other {
  id: string;
  name: string | null;
  stream: MediaStream;
  hasVideo: boolean;
  screen: MediaStream;
  hasScreen: boolean;
  hasAudio: boolean;
  standing: Standing;
  permissions: readonly Permission[];
}

export class CurrentCall {
  readonly id: string;
  /** What people send each other. */
  readonly joinUrl: string;
  readonly info;
  readonly others = signal<Other[]>([]);
  /** What this side may do. */
  readonly permissions;
  readonly trouble = signal<Trouble | null>(null);
  /** Why somebody cannot be reached, or could not be before leaving; null while all are, and while it is too early to say. */
  readonly reason = signal<Reason | null>(null);
  readonly #facts;
  readonly state;
  readonly status;
  /** For the library's entries, which add to a call what only some pages need. */
  readonly call: Call;
  readonly #known = new WeakSet<RemoteParticipant>();
  readonly #watched = new WeakSet<RemoteParticipant>();
  readonly #gone = new AbortController();
  #hungUpHere = false;

  /** `onEnded` is told once, with the reason and whether it was this side that hung up. */
  constructor(call: Call, joinUrl: string, onEnded: (reason: CallEndReason, hungUpHere: boolean) => void) {
    this.call = call;
    this.id = call.id;
    this.joinUrl = joinUrl;
    this.info = signal<CallInfo>(call.info);
    this.permissions = signal<readonly Permission[]>(call.permissions);
    this.#facts = signal<CallFacts>(this.#read());
    this.state = computed(() => this.#facts.value.state);
    this.status = computed(() => statusOf(this.#facts.value));

    const options = { signal: this.#gone.signal };
    const update = (): void => this.#update();
    call.addEventListener('statechange', update, options);
    call.addEventListener('signalingchange', update, options);
    call.addEventListener('infochange', update, options);
    call.addEventListener('permissionschange', update, options);
    call.addEventListener('participantjoined', update, options);
    call.addEventListener('participantleft', update, options);
    call.addEventListener('participantchange', update, options);
    call.addEventListener('error', ({ error }) => (this.trouble.value = troubleOf(error)), options);
    call.addEventListener(
      'ended',
      ({ reason }) => {
        this.#update();
        this.#gone.abort();
        onEnded(reason, this.#hungUpHere);
      },
      options,
    );
    this.#update();
  }

  /** Why nobody can be reached; null while something is still tried. */
  get failure(): Trouble | null {
    const [failed] = this.#present();
    return this.state.value === 'failed' && failed?.failure ? troubleOf(failed.failure) : null;
  }

  /** Tries to reach everyone anew. */
  reconnect(): void {
    this.call.reconnect();
  }

  async hangUp(): Promise<void> {
    this.#hungUpHere = true;
    await this.call.hangUp();
  }

  /** Ends it for everyone, by what does that. */
  async endForAll(end: () => Promise<void>): Promise<void> {
    this.#hungUpHere = true;
    await end().catch((error: unknown) => {
      this.#hungUpHere = false;
      throw error;
    });
  }

  #update(): void {
    for (const participant of this.call.participants.values()) this.#watch(participant);
    batch(() => {
      this.info.value = this.call.info;
      this.permissions.value = this.call.permissions;
      this.others.value = this.#present().map((participant) => this.#otherOf(participant));
      this.#facts.value = this.#read();
    });
  }

  #watch(participant: RemoteParticipant): void {
    if (this.#watched.has(participant)) return;
    this.#watched.add(participant);
    const options = { signal: this.#gone.signal };
    const update = (): void => this.#update();
    participant.addEventListener('statechange', update, options);
    participant.addEventListener('connectionstatechange', update, options);
    participant.addEventListener('recoverychange', update, options);
    participant.addEventListener('trackschange', update, options);
  }

  #present(): RemoteParticipant[] {
    return [...this.call.participants.values()].filter((participant) => participant.state !== 'left');
  }

  #otherOf(participant: RemoteParticipant): Other {
    const { id, displayName: name, stream, hasAudio, hasVideo, screen, hasScreen } = participant;
    const { connectionState, state, permissions } = participant;
    if (connectionState === 'connected') this.#known.add(participant);
    const known = this.#known.has(participant);
    const standing = standingOf({ connectionState, state, known, failed: participant.failure !== null });
    return { id, name, stream, hasAudio, hasVideo, screen, hasScreen, standing, permissions };
  }

  #read(): CallFacts {
    const { state, signaling } = this.call;
    const others = this.#present().map((other) => ({ seat: other.state, connection: other.connectionState }));
    return { state, signaling, others };
  }
}
