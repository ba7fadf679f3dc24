// A shared screen with its sound, beside microphone and camera. An entry of its own: only some calls need it.
import { thisBrowser, type Browser } from './browser.ts';
import { CallError } from './call-error.ts';
import type { Call } from './call.ts';
import type { MediaSource } from './media-source.ts';
import { forbidden } from './permissions.ts';
import { UNPROCESSED_SOUND } from './media-presets.ts';
import { TypedEventTarget } from './typed-event-target.ts';

/** The events of a ScreenShare. */
export interface ScreenShareEventMap {
  /** Something is shared, something else, or nothing any more. */
  trackschange: Event;
  /** Nothing is shared any more: by `stop`, by the browser's own bar, or because the call is over. */
  ended: Event;
}

/**
 * What to share. Beside these, everything that the browser's picker takes, such as `preferCurrentTab`, is handed on.
 *
 * @see https://www.w3.org/TR/screen-capture/#dom-displaymediastreamoptions
 */
export interface ScreenShareOptions extends DisplayMediaStreamOptions {
  /** `detail` and `text` keep a still picture sharp, `motion` a moving one smooth. Default: `detail`. */
  contentHint?: 'detail' | 'text' | 'motion';
  /** Default: `music`, since a screen's sound is no microphone's. */
  audioHint?: 'music' | 'speech';
  /** Whether the picker offers the sound of the whole system, where it can. Default: `include`. */
  systemAudio?: 'include' | 'exclude';
  /** Whether the browser's bar offers to share another tab instead, in mid-share. Default: `include`. */
  surfaceSwitching?: 'include' | 'exclude';
  /** Whether the picker offers this very tab, which would show itself. Default: the browser's. */
  selfBrowserSurface?: 'include' | 'exclude';
  /** Whether the picker offers whole screens beside windows and tabs. Default: the browser's. */
  monitorTypeSurfaces?: 'include' | 'exclude';
}

/** As it sounds, without the call's own voices, which would come back to their speakers as an echo. */
const SOUND = { ...UNPROCESSED_SOUND, restrictOwnAudio: true };
const PICTURE: MediaTrackConstraints = { frameRate: { max: 30 } };

/**
 * A screen, window or tab that everyone in the call sees, newcomers too, as `RemoteParticipant.screen`. It ends with the
 * call, and may be started again as often as one likes.
 *
 * @example
 * const screen = new ScreenShare(call);
 * button.onclick = () => (screen.sharing ? screen.stop() : screen.start());
 */
export class ScreenShare extends TypedEventTarget<ScreenShareEventMap> implements MediaSource {
  /** A shared screen, as against the person. */
  readonly content = 'slides';
  /** What is shared, for a preview. The same object for as long as this ScreenShare lives. */
  readonly stream: MediaStream;
  readonly #call: Call;
  readonly #browser: Browser;
  /** Raised by whatever makes an open picker's answer obsolete. */
  #generation = 0;

  /** Shares nothing yet. */
  constructor(call: Call);
  /** @internal with a fake, in tests */
  constructor(call: Call, browser: Browser);
  constructor(call: Call, browser: Browser = thisBrowser) {
    super();
    this.#call = call;
    this.#browser = browser;
    this.stream = browser.createStream();
    call.addEventListener('ended', () => this.stop(), { once: true });
    call.addEventListener('permissionschange', () => call.permissions.includes('screen') || this.stop());
  }

  /** Whether this browser can share its screen; phones cannot. */
  static get supported(): boolean {
    return typeof thisBrowser.mediaDevices?.getDisplayMedia === 'function';
  }

  /** The shared screen's sound; null while nothing is shared, or nothing that has sound. */
  get audioTrack(): MediaStreamTrack | null {
    return this.stream.getAudioTracks()[0] ?? null;
  }

  /** The shared screen's picture; null while nothing is shared. */
  get videoTrack(): MediaStreamTrack | null {
    return this.stream.getVideoTracks()[0] ?? null;
  }

  /** Whether something is shared now. */
  get sharing(): boolean {
    return this.videoTrack !== null;
  }

  /**
   * Lets the person pick, then shares that; in the place of what is shared already, if anything is. To be called from a
   * tap or a key.
   *
   * @throws CallError `screen-refused`, `screen-unsupported`, `forbidden`, `call-ended`; then what was shared before goes on
   */
  async start(options: ScreenShareOptions = {}): Promise<void> {
    if (!this.#call.permissions.includes('screen')) {
      throw forbidden();
    }
    const generation = (this.#generation += 1);
    const picked = await this.#pick(options);
    if (this.#call.endReason !== null) {
      stop(picked);
      throw new CallError('call-ended', 'The call ended before the screen was picked.');
    }
    if (generation === this.#generation) {
      this.#share(picked, options);
    } else {
      stop(picked);
    }
  }

  /** Shares nothing any more. */
  stop(): void {
    this.#generation += 1;
    if (this.sharing) {
      this.#drop(this.stream.getTracks());
      this.#call.removeSource(this);
      this.#changed();
      this.dispatchEvent(new Event('ended'));
    }
  }

  async #pick({ contentHint: _hint, audioHint: _sound, ...picker }: ScreenShareOptions): Promise<MediaStream> {
    const devices = this.#browser.mediaDevices;
    if (typeof devices?.getDisplayMedia !== 'function') {
      throw new CallError(
        'screen-unsupported',
        'This browser cannot share its screen. Use a computer, and a page whose address begins with https.',
      );
    }
    const { audio = true, video = true } = picker;
    try {
      return await devices.getDisplayMedia({
        systemAudio: 'include',
        surfaceSwitching: 'include',
        ...picker,
        audio: audio === true ? SOUND : audio,
        video: video === true ? PICTURE : video,
      });
    } catch (cause) {
      throw new CallError(
        'screen-refused',
        'The screen was not shared. Pick one, and allow this browser to record it in the settings of your system.',
        { cause },
      );
    }
  }

  #share(picked: MediaStream, { contentHint = 'detail', audioHint = 'music' }: ScreenShareOptions): void {
    const { sharing } = this;
    this.#drop(this.stream.getTracks());
    for (const track of picked.getTracks()) {
      track.contentHint = track.kind === 'video' ? contentHint : audioHint;
      // The browser's own bar, or the window was closed; our own stop says nothing.
      track.addEventListener('ended', () => this.#ended(track), { once: true });
      this.stream.addTrack(track);
    }
    this.#changed();
    if (!sharing) {
      this.#call.addSource(this);
    }
  }

  #ended(track: MediaStreamTrack): void {
    if (track === this.videoTrack) {
      this.stop();
    } else if (track === this.audioTrack) {
      this.#drop([track]);
      this.#changed();
    }
  }

  #drop(tracks: MediaStreamTrack[]): void {
    for (const track of tracks) {
      track.stop();
      this.stream.removeTrack(track);
    }
  }

  #changed(): void {
    this.dispatchEvent(new Event('trackschange'));
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) {
    track.stop();
  }
}
