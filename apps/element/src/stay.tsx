// The element's stay in a document: everything that runs between its coming and its going, and is gone with it.
import { type Call, CallError, CallErrorEvent, callIdOf, type CreateOptions, Parley } from '@parley/client';
import { CALL_FEATURES } from '@parley/call-view/features.ts';
import { CallView } from '@parley/call-view/state/call-view.ts';
import type { CurrentCall } from '@parley/call-view/state/current-call.ts';
import { fetchExtras } from '@parley/call-view/late/extras.ts';
import { fetchNotices } from '@parley/call-view/late/notices.ts';
import { fetchRoom } from '@parley/call-view/late/room.ts';
import { mount } from '@parley/call-view/views/mount.tsx';
import { computed, effect, signal } from '@preact/signals';
import { dress } from './element-styles.ts';
import { ElementView } from './element-view.tsx';
import { EndedEvent, JoinedEvent, type ParleyCallState, stateChangeEvent } from './parley-call-events.ts';
import type { TextAttribute } from './reflected.ts';
import { asksFor } from './shown-features.ts';

/** The element, as far as it says what is wanted. */
export type Host = HTMLElement & Readonly<Record<TextAttribute, string | null>> & { readonly autojoin: boolean };

export class Stay {
  readonly #host: Host;
  readonly #root: HTMLElement;
  readonly #view: CallView;
  /** The call to join, and the features asked for, as the attributes say. */
  readonly #callId = signal<string | null>(null);
  readonly #features = signal<string | null>(null);
  /** Given by itself, or with the link to the call. */
  readonly #token = signal<string | null>(null);
  readonly #state;
  readonly #endings: (() => void)[];

  constructor(host: Host) {
    this.#host = host;
    const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    this.#root = document.createElement('div');
    this.#root.className = 'view';
    this.#root.part.add('view');
    shadow.append(this.#root);

    const parley = new Parley(host.server === null ? {} : { url: host.server });
    this.#view = new CallView({
      parley,
      embedded: true,
      features: computed(() => CALL_FEATURES.filter(({ name }) => asksFor(this.#features.value, name))),
      closed: computed(() => this.#token.value !== null),
      tokenFor: () => this.#token.value ?? undefined,
      checkUrl: `${parley.url}/check`,
      secureUrl: signal(null),
      shows: (what) => asksFor(this.#features.value, what),
      linkTo: ({ id, joinUrl }) => host.link?.replaceAll('{id}', encodeURIComponent(id)) ?? joinUrl,
      onEntered: (current) => this.#entered(current),
      onRefused: (error) => void this.#refused(error),
    });
    const view = this.#view;
    this.#state = computed<ParleyCallState>(() => {
      if (view.call.value) return view.call.value.state.value;
      if (view.stage.value === 'over') return 'ended';
      const { value: stage } = view.stage;
      return view.busy.value || stage === 'returning' || stage === 'knocking' ? 'entering' : 'idle';
    });
    for (const name of ['name', 'token', 'features', 'theme'] as const) this.follow(name);
    this.#endings = [
      dress(shadow),
      mount(view, <ElementView callId={this.#callId} root={this.#root} />, this.#root),
      this.#tellOf(this.#state, () => host.dispatchEvent(stateChangeEvent())),
      this.#tellOf(view.own.failure, (error) => this.#tellError(error)),
    ];
    for (const fetch of [fetchRoom, fetchNotices, fetchExtras]) void fetch();
    void this.#arrive();
  }

  get state(): ParleyCallState {
    return this.#state.value;
  }

  get call(): Call | null {
    return this.#view.call.value?.call ?? null;
  }

  /** An attribute says something else than before. */
  follow(name: TextAttribute): void {
    const { [name]: value } = this.#host;
    if (name === 'call') {
      this.follow('token');
      void this.#goTo();
    }
    if (name === 'name') this.#view.givenName.value = value;
    if (name === 'token') this.#token.value = value ?? tokenIn(this.#host.call);
    if (name === 'features') this.#features.value = value;
    if (name === 'theme') this.#root.dataset['theme'] = value ?? '';
  }

  startCamera(): Promise<void> {
    return this.#view.own.startCamera();
  }

  join(idOrLink: string): Promise<Call> {
    const id = callIdOf(idOrLink);
    return this.#enter(() => this.#view.join(id));
  }

  create(options: CreateOptions): Promise<Call> {
    return this.#enter(() => this.#view.create(options));
  }

  hangUp(): Promise<void> {
    return this.#view.hangUp();
  }

  /** Hangs up and leaves nothing behind. */
  leave(): void {
    this.#view.close();
    for (const end of this.#endings) end();
    this.#root.remove();
  }

  async #arrive(): Promise<void> {
    const { call, autojoin } = this.#host;
    try {
      this.#callId.value = call === null ? null : callIdOf(call);
    } catch (error) {
      this.#view.refuse(error);
      return;
    }
    const { value: id } = this.#callId;
    if (!autojoin || id === null || this.#view.parley.hasSeat(id)) return this.#view.arrive(id);
    await this.#view.own.startCamera();
    await this.#view.join(id);
  }

  /** The attribute `call` names another one: the one that goes on, if it is not that, is left for it. */
  async #goTo(): Promise<void> {
    const { call: active } = this;
    if (active && this.#host.call !== null && this.#host.call.includes(active.id)) {
      this.#callId.value = active.id;
      return;
    }
    await this.hangUp();
    await this.#arrive();
  }

  async #enter(enter: () => Promise<Call | null>): Promise<Call> {
    if (this.call || this.#view.busy.value) throw new DOMException('A call goes on here.', 'InvalidStateError');
    const call = await enter();
    if (call) return call;
    throw this.#view.refusal;
  }

  #entered({ call }: CurrentCall): void {
    this.#host.dispatchEvent(new JoinedEvent(call));
    call.addEventListener('ended', ({ reason }) => this.#host.dispatchEvent(new EndedEvent(reason)));
    call.addEventListener('error', ({ error }) => this.#tellError(error));
  }

  async #refused(error: unknown): Promise<void> {
    this.#tellError(error);
    if (this.#view.parley.url === location.origin) return;
    const { originRefused } = await import('./origin-refused.ts');
    const trouble = await originRefused(error, this.#view.parley.url);
    if (trouble && this.#view.refusal === error) this.#view.trouble.value = trouble;
  }

  #tellError(error: unknown): void {
    if (error instanceof CallError) this.#host.dispatchEvent(new CallErrorEvent(error));
  }

  /** Tells of each value after the first. */
  #tellOf<Value>(value: { readonly value: Value }, tell: (now: Value) => void): () => void {
    let first = true;
    return effect(() => {
      const { value: now } = value;
      if (!first) tell(now);
      first = false;
    });
  }
}

/** The join token behind a personal link's `#`. */
function tokenIn(call: string | null): string | null {
  return call === null || !URL.canParse(call) ? null : new URLSearchParams(new URL(call).hash.slice(1)).get('token');
}
