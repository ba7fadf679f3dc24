// How what arrives is heard and seen: plays streams where browsers want a tap first, at the speaker that was chosen.
import { thisBrowser, type Browser } from './browser.ts';
import { CallError } from './call-error.ts';
import { TypedEventTarget } from './typed-event-target.ts';

/** The events of a Playback. */
export interface PlaybackEventMap {
  /** `blocked` changed. */
  blockedchange: Event;
  /** `speakerId` changed: one was chosen, was pulled out, or is back. */
  speakerchange: Event;
}

/** Firefox names its speakers to a page only once the person picked one. */
type ChoosingDevices = MediaDevices & { selectAudioOutput?: () => Promise<MediaDeviceInfo> };

/**
 * Plays what participants send.
 *
 * Browsers refuse sound before the person has touched the page; Safari on each page anew. Then `blocked` is true: the
 * picture moves without its sound, and a tap anywhere that calls `resume` brings it.
 *
 * @example
 * const playback = new Playback();
 * playback.addEventListener('blockedchange', () => (tapToHear.hidden = !playback.blocked));
 * tapToHear.onclick = () => playback.resume();
 * playback.play(video, participant.stream);
 * @see https://html.spec.whatwg.org/multipage/media.html#dom-media-play
 */
export class Playback extends TypedEventTarget<PlaybackEventMap> {
  readonly #browser: Browser;
  readonly #elements = new Set<HTMLMediaElement>();
  /** Each with whether it was muted before it was refused. */
  readonly #refused = new Map<HTMLMediaElement, boolean>();
  #watching: AbortController | null = null;
  /** What the person wants, whether it is plugged in or not; empty for the system's choice. */
  #chosen = '';
  #speakerId = '';

  /** Plays nothing yet, and at the system's speaker. */
  constructor();
  /** @internal with a fake, in tests */
  constructor(browser: Browser);
  constructor(browser: Browser = thisBrowser) {
    super();
    this.#browser = browser;
  }

  /** Whether this browser lets a page choose the speaker. */
  static get choosesSpeaker(): boolean {
    return 'setSinkId' in HTMLMediaElement.prototype;
  }

  /** Whether something is silent until the person taps. */
  get blocked(): boolean {
    return this.#refused.size > 0;
  }

  /** Where it is heard: a device's id, empty for the system's choice. */
  get speakerId(): string {
    return this.#speakerId;
  }

  /** Plays a stream in an element of the page, at the chosen speaker. */
  play(element: HTMLMediaElement, stream: MediaStream): void {
    this.#elements.add(element);
    // Else a phone shows it over the whole screen.
    element.setAttribute('playsinline', '');
    element.srcObject = stream;
    if (this.#speakerId !== '') {
      void element.setSinkId(this.#speakerId).catch(() => {});
    }
    this.#start(element);
  }

  /** Lets go of an element, as when its participant has left. */
  release(element: HTMLMediaElement): void {
    if (this.#elements.delete(element)) {
      element.pause();
      element.srcObject = null;
      element.muted = this.#refused.get(element) ?? element.muted;
      this.#setRefused(element, false);
    }
  }

  /** Brings the sound that was refused. To be called from a tap or a key. */
  resume(): void {
    for (const [element, muted] of this.#refused) {
      element.muted = muted;
      this.#start(element);
    }
  }

  /**
   * Where everything is heard from now on. One that is pulled out leaves it to the system, and is used again when it
   * is plugged in.
   *
   * @param deviceId one of `LocalMedia.devices()`; empty for the system's choice
   * @throws CallError `no-speaker`, `speaker-refused`, `speaker-unsupported`; then it stays where it was
   * @see https://www.w3.org/TR/audio-output/#dom-htmlmediaelement-setsinkid
   */
  async useSpeaker(deviceId: string): Promise<void> {
    if (!Playback.choosesSpeaker) {
      throw unsupported();
    }
    this.#watch();
    await this.#route(deviceId);
    this.#chosen = deviceId;
  }

  /**
   * Lets the person pick the speaker in the browser's own dialog, where it has one; elsewhere they pick from
   * `LocalMedia.devices()`. To be called from a tap or a key.
   *
   * @throws CallError as `useSpeaker`
   */
  async pickSpeaker(): Promise<void> {
    const devices: ChoosingDevices | undefined = this.#browser.mediaDevices;
    if (!devices?.selectAudioOutput) {
      throw unsupported();
    }
    const { deviceId } = await devices.selectAudioOutput().catch((cause: unknown) => {
      throw speakerError(cause);
    });
    await this.useSpeaker(deviceId);
  }

  /** Lets go of every element. */
  close(): void {
    this.#watching?.abort();
    for (const element of this.#elements) {
      this.release(element);
    }
  }

  #start(element: HTMLMediaElement): void {
    element.play().then(
      () => this.#setRefused(element, this.#refused.has(element) && element.muted !== this.#refused.get(element)),
      (error: unknown) => {
        // An AbortError only says that another stream came first.
        if (!isNamed(error, 'NotAllowedError') || !this.#elements.has(element)) {
          return;
        }
        this.#setRefused(element, true);
        if (!element.muted) {
          // Without its sound a picture may move.
          element.muted = true;
          this.#start(element);
        }
      },
    );
  }

  #setRefused(element: HTMLMediaElement, refused: boolean): void {
    const { blocked } = this;
    if (!refused) {
      this.#refused.delete(element);
    } else if (!this.#refused.has(element)) {
      this.#refused.set(element, element.muted);
    }
    if (blocked !== this.blocked) {
      this.dispatchEvent(new Event('blockedchange'));
    }
  }

  /** All elements, or none. */
  async #route(deviceId: string): Promise<void> {
    const before = this.#speakerId;
    try {
      await Promise.all([...this.#elements].map((element) => element.setSinkId(deviceId)));
    } catch (cause) {
      await Promise.allSettled([...this.#elements].map((element) => element.setSinkId(before)));
      throw speakerError(cause);
    }
    if (deviceId !== before) {
      this.#speakerId = deviceId;
      this.dispatchEvent(new Event('speakerchange'));
    }
  }

  #watch(): void {
    if (!this.#watching) {
      this.#watching = new AbortController();
      const { signal } = this.#watching;
      this.#browser.mediaDevices?.addEventListener('devicechange', () => void this.#look(), { signal });
    }
  }

  /** A speaker was pulled out or plugged in. */
  async #look(): Promise<void> {
    const devices = (await this.#browser.mediaDevices?.enumerateDevices()) ?? [];
    const there = devices.some(({ kind, deviceId }) => kind === 'audiooutput' && deviceId === this.#chosen);
    const wanted = there ? this.#chosen : '';
    if (wanted !== this.#speakerId) {
      await this.#route(wanted).catch(() => {});
    }
  }
}

const isNamed = (error: unknown, name: string): boolean => error instanceof DOMException && error.name === name;

function unsupported(): CallError {
  return new CallError(
    'speaker-unsupported',
    'This browser does not let a page choose the speaker. Choose it in the settings of your system.',
  );
}

function speakerError(cause: unknown): CallError {
  return isNamed(cause, 'NotFoundError')
    ? new CallError('no-speaker', 'This speaker was not found. Plug it in, or choose another one.', { cause })
    : new CallError('speaker-refused', 'This speaker was refused. Allow it in the browser’s settings for this page.', {
        cause,
      });
}
