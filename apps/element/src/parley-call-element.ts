// `<parley-call>`: its attributes and properties, methods and events. What it shows is drawn by element-view.tsx.
import type { Call, CreateOptions, TypedEventTarget } from '@parley/client';
import { setText, TEXTS, type TextAttribute, upgradeProperties } from './reflected.ts';
import type { ParleyCallEventMap, ParleyCallState } from './parley-call-events.ts';
import { Stay } from './stay.tsx';

/** A server that renders pages imports this too, and has no elements. */
const Base = globalThis.HTMLElement ?? class {};

/** A whole call: the way up to it, the link to it, the room, the end. As large as the page makes it. */
export class ParleyCallElement extends Base {
  /** @internal */
  static readonly observedAttributes: readonly string[] = TEXTS;
  /** As HTMLElement's, with the element's own events. */
  declare readonly addEventListener: HTMLElement['addEventListener'] &
    TypedEventTarget<ParleyCallEventMap>['addEventListener'];
  #stay: Stay | null = null;

  /** The Parley server's address; null for where parley.js came from, else the page's own origin. */
  get server(): string | null {
    return this.getAttribute('server');
  }

  set server(value: string | null) {
    setText(this, 'server', value);
  }

  /** The call to join, by its id or its link; null where the person is to create one. */
  get call(): string | null {
    return this.getAttribute('call');
  }

  set call(value: string | null) {
    setText(this, 'call', value);
  }

  /** What the others see; null where the person is to be asked. */
  get name(): string | null {
    return this.getAttribute('name');
  }

  set name(value: string | null) {
    setText(this, 'name', value);
  }

  /** What lets the person in where the server lets in nobody without it. */
  get token(): string | null {
    return this.getAttribute('token');
  }

  set token(value: string | null) {
    setText(this, 'token', value);
  }

  /** What there is beside picture and sound, with spaces between; null for everything. */
  get features(): string | null {
    return this.getAttribute('features');
  }

  set features(value: string | null) {
    setText(this, 'features', value);
  }

  /** Where the link leads that people send each other, `{id}` standing for the call's; null for the server's own page. */
  get link(): string | null {
    return this.getAttribute('link');
  }

  set link(value: string | null) {
    setText(this, 'link', value);
  }

  /** `light`, `dark`, or `auto` for what the system says; null for what the page around it says by `color-scheme`. */
  get theme(): string | null {
    return this.getAttribute('theme');
  }

  set theme(value: string | null) {
    setText(this, 'theme', value);
  }

  /** Whether to start camera and microphone and join `call` as soon as the element is in a page. */
  get autojoin(): boolean {
    return this.hasAttribute('autojoin');
  }

  set autojoin(value: boolean) {
    this.toggleAttribute('autojoin', value);
  }

  /** How it stands, in one word. */
  get state(): ParleyCallState {
    return this.#stay?.state ?? 'idle';
  }

  /** The call that the person is in, for all else that the library can do with it; null while there is none. */
  get activeCall(): Call | null {
    return this.#stay?.call ?? null;
  }

  /**
   * Starts camera and microphone. What is wrong with them the person is told.
   *
   * @throws DOMException `InvalidStateError` while the element is in no document
   */
  async startCamera(): Promise<void> {
    await this.#here().startCamera();
  }

  /**
   * Joins a call, with what is started.
   *
   * @param idOrLink default: `call`
   * @throws CallError with the server's code, or `server-unreachable`; the person is told, too
   * @throws DOMException `InvalidStateError` without a call, while another one goes on, or in no document
   */
  async join(idOrLink: string | null = this.call): Promise<Call> {
    if (idOrLink === null) throw invalid('Say which call to join: set `call`.');
    return this.#here().join(idOrLink);
  }

  /**
   * Creates a call, and waits in it with what is started.
   *
   * @throws CallError with the server's code, or `server-unreachable`; the person is told, too
   * @throws DOMException `InvalidStateError` while another call goes on, or in no document
   */
  async createCall(options: Omit<CreateOptions, 'media'> = {}): Promise<Call> {
    return this.#here().create(options);
  }

  /** Hangs up; without a call it does nothing. */
  async hangUp(): Promise<void> {
    await this.#stay?.hangUp();
  }

  /** @internal */
  connectedCallback(): void {
    upgradeProperties(this, [...TEXTS, 'autojoin']);
    this.#stay ??= new Stay(this);
  }

  /** @internal Moved by `moveBefore`: everything stays as it is. */
  connectedMoveCallback(): void {}

  /** @internal Moved within one task, it stays as it is; else whoever takes it away hangs up. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#stay?.leave();
      this.#stay = null;
    });
  }

  /** @internal */
  attributeChangedCallback(name: TextAttribute, before: string | null, now: string | null): void {
    if (!this.#stay || before === now) return;
    if (name === 'server') {
      this.#stay.leave();
      this.#stay = new Stay(this);
    } else {
      this.#stay.follow(name);
    }
  }

  #here(): Stay {
    if (!this.#stay) throw invalid('Put the element into the document first.');
    return this.#stay;
  }
}

function invalid(message: string): DOMException {
  return new DOMException(message, 'InvalidStateError');
}
