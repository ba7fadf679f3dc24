// The page's one store: which address it is at, and what only the page has beside the way through a call.
import { Parley } from '@parley/client';
import type { RoomFeature } from '@parley/call-view/room/room-feature.ts';
import { CallView } from '@parley/call-view/state/call-view.ts';
import { forGood, keep, kept } from '@parley/call-view/state/kept.ts';
import { computed, signal } from '@preact/signals';
import { pathOf, type Route, routeOf } from './call-link.ts';
import { callSizeOf } from './call-size.ts';
import { joinToken, takeToken } from './join-token.ts';
import { pageSettings } from './page-settings.ts';
import { screenOf } from './screen.ts';

const SIZE_KEY = 'parley.call-size';

export class Page {
  readonly route = signal<Route>(routeOf(location.pathname));
  readonly view: CallView;
  /** The call that this page was in last: its timeline can be read. */
  readonly lastCall = signal<string | null>(null);
  readonly callName = signal('');
  /** For how many the next call is. */
  readonly callSize = signal(callSizeOf(kept(forGood, SIZE_KEY)));
  readonly screen = computed(() => screenOf(this.view.screen.value, this.route.value));

  /** @param features what the rooms have beside pictures and controls */
  constructor(features: readonly RoomFeature[]) {
    const secureUrl = computed(() => {
      const { httpsUrl } = pageSettings.value;
      return httpsUrl && new URL(pathOf(this.route.value), httpsUrl).href;
    });
    this.view = new CallView({
      parley: new Parley(),
      features: signal(features),
      checkUrl: '/check',
      secureUrl,
      closed: computed(() => pageSettings.value.closed),
      tokenFor: joinToken,
      onEntered: ({ id, call }) => {
        this.lastCall.value = id;
        this.callName.value = '';
        this.#show(routeOf(new URL(call.joinUrl).pathname));
      },
    });
    window.addEventListener('popstate', () => this.#wentBack());
    void this.#arrive();
  }

  useCallSize(size: string): void {
    this.callSize.value = callSizeOf(size);
    keep(forGood, SIZE_KEY, size);
  }

  /** Creates a call, as it was filled in, and waits in it. */
  create(): Promise<unknown> {
    return this.view.create({ name: this.callName.value.trim() || null, maxParticipants: this.callSize.value });
  }

  /** Joins straight away with what is started; else, and where more is asked for, leads to the call's way in. */
  async choose(callId: string): Promise<void> {
    const { own } = this.view;
    if (own.cameraOn.value || own.microphoneOn.value) {
      await this.view.join(callId);
      if (!this.view.door.value || this.view.stage.value === 'knocking') return;
    }
    this.#show({ at: 'call', callId });
    await this.#arrive();
  }

  /** Joins a call anew whose seat was lost. */
  async backToCall(): Promise<void> {
    const { value: route } = this.route;
    if (route.at === 'call') await this.view.return(route.callId);
  }

  /** To the start page, as a link leads there. */
  toStart(): void {
    this.#show({ at: 'start' });
    void this.view.arrive(null);
  }

  /** What happened in the last call. The browser's way back leads to where this was pressed. */
  toTimeline(): void {
    const { value: callId } = this.lastCall;
    if (callId !== null) this.#show({ at: 'timeline', callId });
  }

  /** To the connection check. */
  toCheck(): void {
    this.#show({ at: 'check' });
    void this.view.arrive(null);
  }

  /** What an address leads to: the start, the check, the way in, or straight back into a call whose seat this tab holds. */
  #arrive(): Promise<void> {
    const { value: route } = this.route;
    takeToken(route);
    return this.view.arrive(route.at === 'call' ? route.callId : null);
  }

  #show(route: Route): void {
    const path = pathOf(route);
    if (path !== location.pathname) history.pushState(null, '', path);
    this.route.value = route;
  }

  /** A call is left by hanging up: the back button, easily touched on a phone, does not. */
  #wentBack(): void {
    const { value: call } = this.view.call;
    if (call) {
      this.#show({ at: 'call', callId: call.id });
      return;
    }
    const { value: before } = this.route;
    this.route.value = routeOf(location.pathname);
    if (before.at === 'timeline' && this.view.stage.value !== 'outside') return;
    void this.#arrive();
  }
}
