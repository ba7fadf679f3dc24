// The camera and the microphone of this side, as a person and a page ask for them.
import { thisBrowser, type Browser } from '../browser.ts';
import type { CallErrorEvent } from '../call-error.ts';
import { TypedEventTarget } from '../typed-event-target.ts';
import { DeviceTracks } from './device-tracks.ts';
import { ANY, DEVICES, listDevices, type Device, type DeviceList, type MediaChoice } from './devices.ts';

/** The events of a LocalMedia. */
export interface LocalMediaEventMap {
  /** A device was plugged in or pulled out, or the names of devices became known. */
  devicechange: Event;
  /** `audioTrack` or `videoTrack` is another one, or was switched off or on. */
  trackschange: Event;
  /** A device failed while nobody was waiting for it. */
  error: CallErrorEvent;
}

/**
 * What this side sends. Works without a call, as for a preview, and is handed to `createCall` or `joinCall` as `media`.
 * Every switch reaches the other side by itself. A device that is pulled out is replaced by another of its kind; where
 * none is left it comes back, as it was, with the next one that is plugged in.
 */
export class LocalMedia extends TypedEventTarget<LocalMediaEventMap> {
  /** It shows the person, as against a shared screen. */
  readonly content = 'main';
  readonly #browser: Browser;
  readonly #tracks: DeviceTracks;

  /** Opens nothing yet: `start` does. */
  constructor();
  /** @internal with a fake, in tests */
  constructor(browser: Browser);
  constructor(browser: Browser = thisBrowser) {
    super();
    this.#browser = browser;
    this.#tracks = new DeviceTracks(browser, (event) => this.dispatchEvent(event));
  }

  /** The same object for as long as this LocalMedia lives: set it as a video's `srcObject` once. */
  get stream(): MediaStream {
    return this.#tracks.stream;
  }

  /** The microphone's; null before `start` and without one. A muted one is there, with `enabled` false. */
  get audioTrack(): MediaStreamTrack | null {
    return this.#tracks.live('microphone');
  }

  /** The camera's; null before `start`, without one, and while it is off. */
  get videoTrack(): MediaStreamTrack | null {
    return this.#tracks.live('camera');
  }

  /** Whether the camera films: its light is on. */
  get cameraOn(): boolean {
    return this.videoTrack !== null;
  }

  /** Whether the microphone hears: it is started, and not muted. */
  get microphoneOn(): boolean {
    return this.audioTrack?.enabled ?? false;
  }

  /**
   * Starts camera and microphone with one question to the person; what already runs is left alone.
   *
   * @throws CallError `camera-refused`, `no-camera`, `camera-in-use`, the same for the microphone, `insecure-context`,
   *   `forbidden` where the call does not let this side send it; then nothing of what was asked for is started
   */
  start(choice: MediaChoice = {}): Promise<void> {
    return this.#tracks.inTurn(() => {
      const { constraints } = this.#tracks;
      const wanted = DEVICES.filter((device) => choice[device] !== false && !this.#tracks.live(device));
      for (const device of wanted) {
        const { [device]: chosen = true } = choice;
        constraints[device] = { ...ANY[device], ...(chosen !== true && chosen) };
      }
      return this.#tracks.open(...wanted);
    });
  }

  /** Frees camera and microphone at once. `start` begins again. */
  stop(): void {
    this.#tracks.stop();
  }

  /** @internal What a call lets this side send: other devices are closed, and refused until `stop`. */
  restrict(permissions: readonly string[]): void {
    this.#tracks.restrict(permissions);
  }

  /** What can be chosen from. Browsers tell names only once a device was started. */
  devices(): Promise<DeviceList> {
    return listDevices(this.#browser.mediaDevices);
  }

  /**
   * Switches to another camera, in mid-call too; a camera that is off stays off and comes on as this one.
   * Where a phone cannot open two, the old one is closed first, and opened again if the new one fails.
   *
   * @throws CallError as `start`
   */
  useCamera(deviceId: string): Promise<void> {
    return this.#tracks.inTurn(() => this.#tracks.choose('camera', { deviceId: { exact: deviceId } }));
  }

  /**
   * Switches to another microphone. One that is muted stays muted.
   *
   * @throws CallError as `start`
   */
  useMicrophone(deviceId: string): Promise<void> {
    return this.#tracks.inTurn(() => this.#tracks.choose('microphone', { deviceId: { exact: deviceId } }));
  }

  /**
   * From the front camera of a phone to the back one, and on to the next; elsewhere to the next camera in the list.
   *
   * @throws CallError as `start`
   */
  flipCamera(): Promise<void> {
    return this.#tracks.inTurn(async () => {
      const { facingMode, deviceId } = this.videoTrack?.getSettings() ?? {};
      if (facingMode) {
        const other = facingMode === 'user' ? 'environment' : 'user';
        return this.#tracks.choose('camera', { facingMode: { exact: other } });
      }
      const { cameras } = await this.devices();
      const next = cameras[(cameras.findIndex((camera) => camera.deviceId === deviceId) + 1) % cameras.length];
      return next && this.#tracks.choose('camera', { deviceId: { exact: next.deviceId } });
    });
  }

  /**
   * Asks for something else of a device, in mid-call too: a size, a frame rate, `echoCancellation: false`. What is not
   * named stays as it is, and so does which device it is.
   *
   * @throws CallError as `start`; then it goes on as before
   * @see https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-applyconstraints
   */
  setConstraints(device: Device, constraints: MediaTrackConstraints): Promise<void> {
    return this.#tracks.inTurn(async () => {
      const wanted = { ...this.#tracks.constraints[device], ...constraints };
      // A running microphone keeps its processing in many browsers, without a word: it is always opened anew.
      const camera = device === 'camera' ? this.videoTrack : null;
      const applied = camera?.applyConstraints(wanted).then(
        () => (this.#tracks.constraints.camera = wanted),
        () => null,
      );
      if (!(await applied)) {
        await this.#tracks.use(device, wanted);
      }
    });
  }

  /**
   * Off stops the camera, so that its light goes out; on starts the one that was chosen last.
   *
   * @throws CallError as `start`
   */
  setCamera(on: boolean): Promise<void> {
    return this.#tracks.inTurn(async () => {
      const track = this.#tracks.track('camera');
      if (on && !this.videoTrack) {
        await this.#tracks.open('camera');
      } else if (!on && track) {
        this.#tracks.close(track);
        this.#tracks.changed();
      }
    });
  }

  /**
   * Off mutes the microphone, which stays open; on starts it if need be.
   *
   * @throws CallError as `start`
   */
  setMicrophone(on: boolean): Promise<void> {
    return this.#tracks.inTurn(async () => {
      const track = this.#tracks.track('microphone');
      if (track) {
        track.enabled = on;
      }
      if (on && !this.audioTrack) {
        await this.#tracks.open('microphone');
      } else {
        this.#tracks.changed();
      }
    });
  }
}
