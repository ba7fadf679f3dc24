// The tracks of one camera and one microphone: opened, replaced, lost and found again, one change after the other.
// What a person may ask for is LocalMedia's.
import type { Browser } from '../browser.ts';
import { CallError, CallErrorEvent } from '../call-error.ts';
import { forbidden } from '../permissions.ts';
import { ANY, DEVICES, openDevices, type Device } from './devices.ts';

export class DeviceTracks {
  readonly stream: MediaStream;
  /** What each device is, or would be, opened with. */
  readonly constraints: Record<Device, MediaTrackConstraints> = { ...ANY };
  readonly #browser: Browser;
  /** The devices that may be opened, and more words that mean nothing here. */
  #permissions: readonly string[] = DEVICES;
  readonly #tell: (event: Event) => void;
  #last: Promise<unknown> = Promise.resolve();
  /** Raised by `stop`: what was asked for before it opens nothing any more. */
  #generation = 0;
  /** The generation that the change whose turn it is was asked for in. */
  #turn = 0;
  #watching: AbortController | null = null;

  /** @param tell is given `trackschange`, `devicechange` and `error` */
  constructor(browser: Browser, tell: (event: Event) => void) {
    this.#browser = browser;
    this.#tell = tell;
    this.stream = browser.createStream();
  }

  /** One that has lost its device stays in the stream, so that whatever replaces it is muted as it was. */
  track(device: Device): MediaStreamTrack | undefined {
    return (device === 'camera' ? this.stream.getVideoTracks() : this.stream.getAudioTracks())[0];
  }

  live(device: Device): MediaStreamTrack | null {
    const track = this.track(device);
    return track?.readyState === 'live' ? track : null;
  }

  /** One change after the other: two at once would leave a device open that nobody holds. */
  inTurn(change: () => Promise<void> | void): Promise<void> {
    const generation = this.#generation;
    const result = this.#last.then(() => {
      this.#turn = generation;
      return change();
    });
    this.#last = result.catch(() => {});
    return result;
  }

  /** Opens devices as their constraints say, with one question to the person; each takes the place of the one before. */
  async open(...devices: Device[]): Promise<void> {
    if (devices.length === 0 || this.#turn !== this.#generation) {
      return;
    }
    if (!devices.every((device) => this.#permissions.includes(device))) {
      throw forbidden();
    }
    this.#watch();
    const { camera, microphone } = this.constraints;
    const opened = await openDevices(
      this.#browser.mediaDevices,
      devices.includes('camera') && camera,
      devices.includes('microphone') && microphone,
    );
    for (const track of opened.getTracks()) {
      if (this.#turn === this.#generation) {
        this.#adopt(track);
      } else {
        track.stop();
      }
    }
    this.restrict(this.#permissions);
    this.#devicesChanged();
  }

  /** Closes what is open of others than these, and opens none of them until `stop`. */
  restrict(permissions: readonly string[]): void {
    this.#permissions = permissions;
    for (const track of this.stream.getTracks()) {
      if (!permissions.includes(deviceOf(track))) {
        this.close(track);
      }
    }
    this.changed();
  }

  /** Another device of the kind, with what is wanted of it as before. */
  choose(device: Device, choice: MediaTrackConstraints): Promise<void> {
    const { deviceId: _id, facingMode: _mode, ...kept } = this.constraints[device];
    return this.use(device, { ...kept, ...choice });
  }

  /** Opens a device anew, before the old one is closed, so that the picture goes on; one that is off stays off. */
  async use(device: Device, constraints: MediaTrackConstraints): Promise<void> {
    const previous = this.constraints[device];
    const old = this.track(device);
    this.constraints[device] = constraints;
    if (!old) {
      return;
    }
    try {
      await this.open(device);
    } catch (error) {
      this.constraints[device] = previous;
      if (!(error instanceof CallError) || error.code !== `${device}-in-use` || !this.live(device)) {
        throw error;
      }
      // Many phones open one camera at a time: close, then open.
      const { deviceId } = old.getSettings();
      old.stop();
      this.constraints[device] = constraints;
      await this.open(device).catch(async (error: unknown) => {
        // Back to the very one there was.
        this.constraints[device] = { ...previous, ...(deviceId && { deviceId: { exact: deviceId } }) };
        await this.open(device).catch(() => this.changed());
        throw error;
      });
    }
  }

  close(track: MediaStreamTrack): void {
    track.stop();
    this.stream.removeTrack(track);
  }

  stop(): void {
    this.#generation += 1;
    this.#watching?.abort();
    this.#watching = null;
    this.restrict([]);
    this.#permissions = DEVICES;
  }

  changed(): void {
    this.#tell(new Event('trackschange'));
  }

  #devicesChanged(): void {
    this.#tell(new Event('devicechange'));
  }

  #adopt(track: MediaStreamTrack): void {
    const device = deviceOf(track);
    const old = this.track(device);
    if (old) {
      track.enabled = old.enabled;
      this.close(old);
    }
    // Only a device that fails or is pulled out ends a track; our own stop does not.
    track.addEventListener('ended', () => this.#replace(device, track), { once: true });
    this.stream.addTrack(track);
  }

  /** A track lost its device: any other of the kind takes its place. */
  #replace(device: Device, track: MediaStreamTrack): void {
    void this.inTurn(async () => {
      if (this.track(device) === track) {
        await this.choose(device, {}).catch((error: CallError) => {
          track.stop();
          this.changed();
          this.#tell(new CallErrorEvent(error));
        });
      }
    });
  }

  /** From the first start to the stop. */
  #watch(): void {
    if (!this.#watching) {
      this.#watching = new AbortController();
      const { signal } = this.#watching;
      this.#browser.mediaDevices?.addEventListener('devicechange', () => this.#devicesChanged(), { signal });
    }
  }
}

function deviceOf({ kind }: MediaStreamTrack): Device {
  return kind === 'video' ? 'camera' : 'microphone';
}
