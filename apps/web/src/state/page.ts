// The page's one store: where the person is, and the few things they can do. Views read its signals and call its methods.
import { type Call, type CallInfo, type CallEndReason, Parley } from '@parley/client';
import { batch, computed, signal } from '@preact/signals';
import { pathOf, type Route, routeOf } from './call-link.ts';
import { callSizeOf } from './call-size.ts';
import { beginFeatures } from '@parley/call-view/state/begun-features.ts';
import { CurrentCall } from '@parley/call-view/state/current-call.ts';
import { endingOf, type Farewell, lastedFor } from '@parley/call-view/state/farewell.ts';
import { forGood, keep, kept } from '@parley/call-view/state/kept.ts';
import { OwnMedia } from '@parley/call-view/state/own-media.ts';
import type { RoomFeature } from '@parley/call-view/room/room-feature.ts';
import type { CallView } from '@parley/call-view/state/call-view.ts';
import { joinToken, takeToken } from './join-token.ts';
import { pageSettings } from './page-settings.ts';
import { screenOf, type Stage } from './screen.ts';
import { type Trouble, troubleOf, troubleOfKind } from '@parley/call-view/state/trouble.ts';

const NAME_KEY = 'parley.name';
const SIZE_KEY = 'parley.call-size';

export class Page implements CallView {
  readonly parley = new Parley();
  readonly own = new OwnMedia();
  readonly features;
  readonly checkUrl = '/check';
  readonly route = signal<Route>(routeOf(location.pathname));
  readonly stage = signal<Stage>('outside');
  readonly call = signal<CurrentCall | null>(null);
  readonly farewell = signal<Farewell | null>(null);
  readonly trouble = signal<Trouble | null>(null);
  /** The call that this page was in last: its timeline can be read. */
  readonly lastCall = signal<string | null>(null);
  /** The call that a link leads to, as far as the server told. */
  readonly invitation = signal<CallInfo | null>(null);
  /** Whether something was pressed that has not happened yet. */
  readonly busy = signal(false);
  readonly yourName = signal(kept(forGood, NAME_KEY) ?? '');
  readonly callName = signal('');
  /** For how many the next call is. */
  readonly callSize = signal(callSizeOf(kept(forGood, SIZE_KEY)));
  readonly screen = computed(() => screenOf(this.stage.value, this.route.value, this.call.value?.state.value ?? null));
  /** This page, as it is shown, at the server's https address. */
  readonly secureUrl = computed(() => {
    const { httpsUrl } = pageSettings.value;
    return httpsUrl && new URL(pathOf(this.route.value), httpsUrl).href;
  });
  #again: () => Promise<void> = () => this.#arrive();

  /** @param features what the rooms have beside pictures and controls */
  constructor(features: readonly RoomFeature[]) {
    this.features = signal(features);
    window.addEventListener('popstate', () => this.#wentBack());
    this.yourName.subscribe((name) => keep(forGood, NAME_KEY, name));
    void this.#arrive();
  }

  useCallSize(size: string): void {
    this.callSize.value = callSizeOf(size);
    keep(forGood, SIZE_KEY, size);
  }

  /** Creates a call and waits in it. */
  create(): Promise<void> {
    const name = this.callName.value.trim() || null;
    const maxParticipants = this.callSize.value;
    return this.#enter(() => this.parley.createCall({ name, maxParticipants, ...this.#myself() }));
  }

  /** Takes a seat in a call. */
  join(callId: string): Promise<void> {
    return this.#enter(() => this.#join(callId));
  }

  /** Joins straight away with what is started; else leads to the call's way in, where it can be. */
  async choose(callId: string): Promise<void> {
    if (this.own.cameraOn.value || this.own.microphoneOn.value) return this.join(callId);
    this.#show({ at: 'call', callId });
    return this.#arrive();
  }

  async hangUp(): Promise<void> {
    await this.call.value?.hangUp();
  }

  /** The same call if it is still open, else a new one under its name, for as many. */
  async callAgain(): Promise<void> {
    const { value: farewell } = this.farewell;
    if (!farewell) return;
    const { callId, name, maxParticipants } = farewell;
    await this.own.restore();
    return this.#enter(async () => {
      if (pageSettings.value.closed) return this.#join(callId);
      const open = await this.parley.call(callId).then(
        (call) => call.state !== 'ended',
        () => false,
      );
      return open ? this.#join(callId) : this.parley.createCall({ name, maxParticipants, ...this.#myself() });
    });
  }

  /** Joins a call anew whose seat was lost. */
  async backToCall(): Promise<void> {
    const { value: route } = this.route;
    if (route.at === 'call') await this.#return(route.callId);
  }

  tryAgain(): Promise<void> {
    return this.#again();
  }

  /** To the start page, as a link leads there. */
  toStart(): void {
    this.#show({ at: 'start' });
    this.stage.value = 'outside';
  }

  /** What happened in the last call. The browser's way back leads to where this was pressed. */
  toTimeline(): void {
    const { value: callId } = this.lastCall;
    if (callId !== null) this.#show({ at: 'timeline', callId });
  }

  /** To the connection check. */
  toCheck(): void {
    this.#show({ at: 'check' });
    this.stage.value = 'outside';
  }

  /** What an address leads to: the start, the check, the way in, or straight back into a call whose seat this tab holds. */
  async #arrive(): Promise<void> {
    const { value: route } = this.route;
    batch(() => {
      this.stage.value = 'outside';
      this.invitation.value = null;
    });
    takeToken(route);
    if (route.at !== 'call') return;
    if (this.parley.hasSeat(route.callId)) return this.#return(route.callId);
    this.#again = () => this.#arrive();
    // Only those who are in it may read a call of a server where people join with tokens.
    if (joinToken(route.callId) !== undefined) return this.parley.prepare();
    try {
      const call = await this.parley.call(route.callId);
      if (this.stage.value !== 'outside') return;
      if (call.state === 'ended') this.#stumble(troubleOfKind('call-ended', `ended by ${call.endReason}`));
      else if (call.participants.length >= call.maxParticipants) this.#stumble(troubleOfKind('call-full', call.id));
      else this.#invite(call);
    } catch (error) {
      if (this.stage.value === 'outside') this.#stumble(troubleOf(error));
    }
  }

  #invite(call: CallInfo): void {
    this.invitation.value = call;
    this.parley.prepare();
  }

  async #return(callId: string): Promise<void> {
    this.stage.value = 'returning';
    await this.own.restore();
    await this.join(callId);
  }

  #join(callId: string): Promise<Call> {
    return this.parley.joinCall(callId, { ...this.#myself(), token: joinToken(callId) });
  }

  async #enter(take: () => Promise<Call>): Promise<void> {
    if (this.busy.value) return;
    this.#again = () => this.#enter(take);
    this.busy.value = true;
    try {
      this.#sitDown(await take());
    } catch (error) {
      this.#stumble(troubleOf(error));
    } finally {
      this.busy.value = false;
    }
  }

  #sitDown(call: Call): void {
    const current = new CurrentCall(call, (reason, hungUpHere) => this.#ended(current, reason, hungUpHere));
    beginFeatures(this.features.value, current);
    batch(() => {
      this.call.value = current;
      this.lastCall.value = call.id;
      this.stage.value = 'inside';
      this.trouble.value = null;
      this.callName.value = '';
      this.#show(routeOf(new URL(call.joinUrl).pathname));
    });
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

  #stumble(trouble: Trouble): void {
    batch(() => {
      this.trouble.value = trouble;
      this.stage.value = 'trouble';
    });
  }

  #myself() {
    return { displayName: this.yourName.value.trim() || null, media: this.own.media };
  }

  #show(route: Route): void {
    const path = pathOf(route);
    if (path !== location.pathname) history.pushState(null, '', path);
    this.route.value = route;
  }

  /** A call is left by hanging up: the back button, easily touched on a phone, does not. */
  #wentBack(): void {
    const { value: call } = this.call;
    if (call) {
      this.#show({ at: 'call', callId: call.id });
      return;
    }
    const { value: before } = this.route;
    this.route.value = routeOf(location.pathname);
    if (before.at === 'timeline' && this.stage.value !== 'outside') return;
    void this.#arrive();
  }
}
