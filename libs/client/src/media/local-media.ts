// The camera and the microphone of this side: started, switched, muted, lost and found again.
import { thisBrowser, type Browser } from '../browser.ts';
import { CallError, CallErrorEvent } from '../call-error.ts';
import { TypedEventTarget } from '../typed-event-target.ts';
import { ANY, listDevices, openDevices, type Device, type DeviceList, type MediaChoice } from './devices.ts';

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
 * Every switch reaches the other side by itself.
 */
export class LocalMedia extends TypedEventTarget<LocalMediaEventMap> {
  /** The same object for as long as this LocalMedia lives: set it as a video's `srcObject` once. */
  readonly stream: MediaStream;
  /** It shows the person, as against a shared screen. */
  readonly content = 'main';
  readonly #browser: Browser;
  readonly #constraints: Record<Device, MediaTrackConstraints> = { ...ANY };
  #last: Promise<unknown> = Promise.resolve();
  /** Raised by `stop`: a device that opens after it is closed again. */
  #generation = 0;
  #watching: AbortController | null = null;

  /** @param browser @internal a fake, in tests */
  constructor(browser: Browser = thisBrowser) {
    super();
    this.#browser = browser;
    this.stream = browser.createStream();
  }

  get audioTrack(): MediaStreamTrack | null {
    return this.stream.getAudioTracks()[0] ?? null;
  }

  get videoTrack(): MediaStreamTrack | null {
    return this.stream.getVideoTracks()[0] ?? null;
  }

  get cameraOn(): boolean {
    return this.videoTrack !== null;
  }

  get microphoneOn(): boolean {
    return this.audioTrack?.enabled ?? false;
  }

  /**
   * Starts camera and microphone with one question to the person; what already runs is left alone.
   *
   * @throws CallError `camera-refused`, `no-camera`, `camera-in-use`, the same for the microphone, `insecure-context`;
   *   then nothing of what was asked for is started
   */
  start({ camera = true, microphone = true }: MediaChoice = {}): Promise<void> {
    return this.#inTurn(async () => {
      const wanted: Device[] = [];
      for (const [device, choice] of [['camera', camera] as const, ['microphone', microphone] as const]) {
        if (choice && !this.#track(device)) {
          this.#constraints[device] = choice === true ? ANY[device] : choice;
          wanted.push(device);
        }
      }
      await this.#open(wanted);
    });
  }

  /** Frees camera and microphone at once. `start` begins again. */
  stop(): void {
    this.#generation += 1;
    this.#watching?.abort();
    this.#watching = null;
    for (const track of this.stream.getTracks()) {
      this.#close(track);
    }
    this.#changed();
  }

  /** What can be chosen from. Browsers tell names only once a device was started. */
  devices(): Promise<DeviceList> {
    return listDevices(this.#browser.mediaDevices);
  }

  /**
   * Switches to another camera, in mid-call too; a camera that is off stays off and comes on as this one.
   *
   * @throws CallError as `start`
   */
  useCamera(deviceId: string): Promise<void> {
    return this.#inTurn(() => this.#use('camera', { deviceId: { exact: deviceId } }));
  }

  /**
   * Switches to another microphone. One that is muted stays muted.
   *
   * @throws CallError as `start`
   */
  useMicrophone(deviceId: string): Promise<void> {
    return this.#inTurn(() => this.#use('microphone', { deviceId: { exact: deviceId } }));
  }

  /**
   * From the front camera of a phone to the back one, and on to the next; elsewhere to the next camera in the list.
   *
   * @throws CallError as `start`
   */
  flipCamera(): Promise<void> {
    return this.#inTurn(async () => {
      const { facingMode, deviceId } = this.videoTrack?.getSettings() ?? {};
      if (facingMode) {
        return this.#use('camera', { facingMode: { exact: facingMode === 'user' ? 'environment' : 'user' } });
      }
      const { cameras } = await this.devices();
      const next = cameras[(cameras.findIndex((camera) => camera.deviceId === deviceId) + 1) % cameras.length];
      return next && this.#use('camera', { deviceId: { exact: next.deviceId } });
    });
  }

  /**
   * Off stops the camera, so that its light goes out; on starts the one that was chosen last.
   *
   * @throws CallError as `start`
   */
  setCamera(on: boolean): Promise<void> {
    return this.#inTurn(async () => {
      const track = this.videoTrack;
      if (on && !track) {
        await this.#open(['camera']);
      } else if (!on && track) {
        this.#close(track);
        this.#changed();
      }
    });
  }

  /**
   * Off mutes the microphone, which stays open; on starts it if need be.
   *
   * @throws CallError as `start`
   */
  setMicrophone(on: boolean): Promise<void> {
    return this.#inTurn(async () => {
      const track = this.audioTrack;
      if (track) {
        track.enabled = on;
        this.#changed();
      } else if (on) {
        await this.#open(['microphone']);
      }
    });
  }

  #track(device: Device): MediaStreamTrack | null {
    return device === 'camera' ? this.videoTrack : this.audioTrack;
  }

  /** One change after the other: two at once would leave a device open that nobody holds. */
  #inTurn(change: () => Promise<void> | void): Promise<void> {
    const result = this.#last.then(change);
    this.#last = result.catch(() => {});
    return result;
  }

  /** Another device of the kind: opened before the old one is closed, so that the picture goes on. */
  async #use(device: Device, constraints: MediaTrackConstraints): Promise<void> {
    const { deviceId: _id, facingMode: _mode, ...kept } = this.#constraints[device];
    const previous = this.#constraints[device];
    this.#constraints[device] = { ...kept, ...constraints };
    if (!this.#track(device)) {
      return;
    }
    try {
      await this.#open([device]);
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== `${device}-in-use`) {
        this.#constraints[device] = previous;
        throw error;
      }
      // Many phones open one camera at a time: close, then open.
      const old = this.#track(device);
      if (old) {
        this.#close(old);
      }
      await this.#open([device]).finally(() => this.#changed());
    }
  }

  async #open(devices: readonly Device[]): Promise<void> {
    if (devices.length === 0) {
      return;
    }
    const generation = this.#generation;
    const { camera, microphone } = this.#constraints;
    this.#watch();
    const opened = await openDevices(this.#browser.mediaDevices, {
      ...(devices.includes('camera') && { camera }),
      ...(devices.includes('microphone') && { microphone }),
    });
    for (const track of opened.getTracks()) {
      if (generation === this.#generation) {
        this.#adopt(track);
      } else {
        track.stop();
      }
    }
    this.#changed();
    this.dispatchEvent(new Event('devicechange'));
  }

  #adopt(track: MediaStreamTrack): void {
    const device = track.kind === 'video' ? 'camera' : 'microphone';
    const old = this.#track(device);
    if (old) {
      track.enabled = old.enabled;
      this.#close(old);
    }
    // Only a device that fails or is pulled out ends a track; our own stop does not.
    track.addEventListener('ended', () => this.#lost(device, track), { once: true });
    this.stream.addTrack(track);
  }

  #close(track: MediaStreamTrack): void {
    track.stop();
    this.stream.removeTrack(track);
  }

  /** A device was pulled out: any other of its kind takes its place. */
  #lost(device: Device, track: MediaStreamTrack): void {
    if (this.#track(device) !== track) {
      return;
    }
    this.stream.removeTrack(track);
    this.#changed();
    this.#inTurn(async () => {
      if (this.#watching && !this.#track(device)) {
        await this.#use(device, {});
        await this.#open([device]);
      }
    }).catch((error: CallError) => this.dispatchEvent(new CallErrorEvent(error)));
  }

  /** From the first start to the stop. */
  #watch(): void {
    if (!this.#watching) {
      this.#watching = new AbortController();
      const { signal } = this.#watching;
      const tell = (): unknown => this.dispatchEvent(new Event('devicechange'));
      this.#browser.mediaDevices?.addEventListener('devicechange', tell, { signal });
    }
  }

  #changed(): void {
    this.dispatchEvent(new Event('trackschange'));
  }
}
