// What the views of a call show: one's way up to it, into it and out of it, and the few things one can do there. They read
// its signals and call its methods. It knows no addresses: whoever shows it, the page or an element in another page, leads where it goes.
import type { Call, CallEndReason, CallInfo, CreateOptions, JoinOptions, Parley } from '@parley/client';
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { RoomFeature } from '../room/room-feature.ts';
import { beginFeatures } from './begun-features.ts';
import { CurrentCall } from './current-call.ts';
import { type Door, doorOf } from './door.ts';
import { endingOf, type Farewell, lastedFor } from './farewell.ts';
import { forGood, keep, kept } from './kept.ts';
import { OwnMedia } from './own-media.ts';
import { callScreenOf, type Stage } from './stage.ts';
import { type Trouble, troubleOf, troubleOfKind } from './trouble.ts';

const NAME_KEY = 'parley.name';

/** What surrounds it. */
export interface Surroundings {
  parley: Parley;
  /** What its rooms have beside pictures and controls. */
  features: ReadonlySignal<readonly RoomFeature[]>;
  /** The connection check's address. */
  checkUrl: string;
  /** What is shown now, at an address that browsers find secure; null where nobody knows one. */
  secureUrl: ReadonlySignal<string | null>;
  /** The link to a call that people send each other; left out, it is the server's. */
  linkTo?: (call: Call) => string;
  /** Whether it is a part of somebody's page, rather than the page itself. */
  embedded?: boolean;
  /** Whether calls are made by a back end alone, and each person joins with a link of their own. */
  closed: ReadonlySignal<boolean>;
  /** The token with which one may join a call, if there is one. */
  tokenFor: (callId: string) => string | undefined;
  /** Whether something that is not a feature of its own is to be had: `share`, `invite`. */
  shows?: (what: string) => boolean;
  /** Told once in a call. */
  onEntered?: (current: CurrentCall) => void;
  /** Told what kept one from a call. */
  onRefused?: (error: unknown) => void;
}

export class CallView {
  readonly parley: Parley;
  readonly features: Surroundings['features'];
  readonly checkUrl: string;
  readonly secureUrl: Surroundings['secureUrl'];
  readonly closed: Surroundings['closed'];
  readonly embedded: boolean;
  readonly own = new OwnMedia();
  readonly stage = signal<Stage>('outside');
  readonly call = signal<CurrentCall | null>(null);
  readonly farewell = signal<Farewell | null>(null);
  readonly trouble = signal<Trouble | null>(null);
  /** The call that a link leads to, as far as the server told. */
  readonly invitation = signal<CallInfo | null>(null);
  /** What the door of a call asks for that one wants into. */
  readonly door = signal<Door | null>(null);
  /** As the person fills it in, where a call asks for one. */
  readonly password = signal('');
  /** What was thrown by what kept one from a call last. */
  refusal: unknown = null;
  /** Whether something was pressed that has not happened yet. */
  readonly busy = signal(false);
  /** As the person fills it in. */
  readonly yourName = signal(kept(forGood, NAME_KEY) ?? '');
  /** The name that whoever shows this has for the person: then nobody is asked. */
  readonly givenName = signal<string | null>(null);
  readonly screen = computed(() => callScreenOf(this.stage.value, this.call.value?.state.value ?? null));
  readonly #around: Surroundings;
  #closed = false;
  #again: () => Promise<unknown> = () => Promise.resolve();

  constructor(around: Surroundings) {
    this.parley = around.parley;
    this.features = around.features;
    this.checkUrl = around.checkUrl;
    this.secureUrl = around.secureUrl;
    this.closed = around.closed;
    this.embedded = around.embedded ?? false;
    this.#around = around;
    this.yourName.subscribe((name) => keep(forGood, NAME_KEY, name));
  }

  shows(what: string): boolean {
    return this.#around.shows?.(what) ?? true;
  }

  /** To where no call is, or to a call's way in; straight back into a call whose seat this tab holds. */
  async arrive(callId: string | null): Promise<void> {
    batch(() => {
      this.stage.value = 'outside';
      this.invitation.value = null;
      this.door.value = null;
    });
    if (callId === null) return;
    if (this.parley.hasSeat(callId)) {
      await this.return(callId);
      return;
    }
    this.#again = () => this.arrive(callId);
    // Only those who are in it may read a call of a server where people join with tokens.
    if (this.#around.tokenFor(callId) !== undefined) return this.parley.prepare();
    try {
      const call = await this.parley.call(callId);
      if (this.stage.value !== 'outside') return;
      if (call.state === 'ended') this.#stumble(troubleOfKind('call-ended', `ended by ${call.endReason}`));
      else if (call.locked) this.#stumble(troubleOfKind('call-locked', call.id));
      else if (call.participants.length >= call.maxParticipants) this.#stumble(troubleOfKind('call-full', call.id));
      else this.#invite(call);
    } catch (error) {
      if (this.stage.value === 'outside') this.refuse(error);
    }
  }

  /** Creates a call and waits in it; null when that was refused, for which `refusal` stands. */
  create(options: CreateOptions): Promise<Call | null> {
    return this.#enter(null, () => this.parley.createCall({ ...this.#myself(), ...options }));
  }

  /** Takes a seat in a call. */
  join(callId: string): Promise<Call | null> {
    return this.enter(callId, (options) => this.parley.joinCall(callId, options));
  }

  /** The same, by what `take` does with what the person has said. */
  enter(callId: string, take: (options: JoinOptions) => Promise<Call>): Promise<Call | null> {
    return this.#enter(callId, () => take(this.invited(callId)));
  }

  /** Takes a seat in a call in which one was before, with what was on then. */
  async return(callId: string): Promise<Call | null> {
    this.stage.value = 'returning';
    await this.own.restore();
    return this.join(callId);
  }

  async hangUp(): Promise<void> {
    await this.call.value?.hangUp();
  }

  /** The same call if it is still open, else a new one under its name, for as many. */
  async callAgain(): Promise<Call | null> {
    const { value: farewell } = this.farewell;
    if (!farewell) return null;
    const { callId, name, maxParticipants } = farewell;
    await this.own.restore();
    return this.#enter(callId, async () => {
      const join = (): Promise<Call> => this.parley.joinCall(callId, this.invited(callId));
      if (this.closed.value) return join();
      const open = await this.parley.call(callId).then(
        (call) => call.state !== 'ended',
        () => false,
      );
      return open ? join() : this.parley.createCall({ name, maxParticipants, ...this.#myself() });
    });
  }

  /** Leaves whatever there is: nothing is heard, sent or watched any more. */
  close(): void {
    this.#closed = true;
    this.own.close();
    this.parley.close();
  }

  /** What led to the trouble, once more. */
  tryAgain(): Promise<unknown> {
    return this.#again();
  }

  #invite(call: CallInfo): void {
    this.invitation.value = call;
    this.parley.prepare();
  }

  async #enter(callId: string | null, take: () => Promise<Call>): Promise<Call | null> {
    if (this.busy.value) return null;
    this.#again = () => this.#enter(callId, take);
    this.busy.value = true;
    try {
      const call = await take();
      // Nobody waits for it any more.
      if (this.#closed) void call.hangUp();
      else this.#sitDown(call);
      return call;
    } catch (error) {
      this.refuse(error, callId);
      return null;
    } finally {
      this.busy.value = false;
    }
  }

  #sitDown(call: Call): void {
    const current = new CurrentCall(call, this.#around.linkTo?.(call) ?? call.joinUrl, (reason, hungUpHere) =>
      this.#ended(current, reason, hungUpHere),
    );
    beginFeatures(this.features.value, current);
    batch(() => {
      this.call.value = current;
      this.stage.value = 'inside';
      this.trouble.value = null;
      this.door.value = null;
      this.password.value = '';
    });
    this.#around.onEntered?.(current);
  }

  #ended({ id, info, reason: wrong }: CurrentCall, reason: CallEndReason, hungUpHere: boolean): void {
    const ending = endingOf(reason, hungUpHere);
    const { name, maxParticipants, startedAt, endedAt } = info.value;
    batch(() => {
      this.own.stop();
      this.call.value = null;
      if ('trouble' in ending) return this.#stumble(troubleOfKind(ending.trouble, reason));
      const lasted = lastedFor(startedAt, endedAt, Date.now());
      this.farewell.value = { ...ending, lasted, reason: wrong.value, callId: id, name, maxParticipants };
      this.stage.value = 'over';
    });
  }

  /** Shows what keeps one from a call; what its door asks for can be given. */
  refuse(error: unknown, callId: string | null = null): void {
    this.refusal = error;
    const door = doorOf(error, callId);
    batch(() => {
      this.door.value = door;
      if (door) this.stage.value = door.asks === 'admission-required' ? 'knocking' : 'outside';
      else this.#stumble(troubleOf(error));
    });
    this.#around.onRefused?.(error);
  }

  #stumble(trouble: Trouble): void {
    batch(() => {
      this.trouble.value = trouble;
      this.stage.value = 'trouble';
    });
  }

  /** What the person has said and started, to get into a call. */
  invited(callId: string): JoinOptions {
    const password = this.password.value || undefined;
    return { ...this.#myself(), token: this.#around.tokenFor(callId), password };
  }

  #myself() {
    const displayName = (this.givenName.value ?? this.yourName.value).trim() || null;
    return { displayName, media: this.own.media };
  }
}
