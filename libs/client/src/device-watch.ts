// Devices that come and go in mid-call: tells which, follows the system's default, and takes a device back.
import type { DeviceList } from './media/devices.ts';
import type { LocalMedia } from './media/local-media.ts';
import { TypedEventTarget } from './typed-event-target.ts';

/** The names of DeviceWatch's events. */
export type DeviceEventType = 'plugged' | 'unplugged';

/** A device was plugged in or pulled out. */
export class DeviceEvent extends Event {
  /** Which one: a camera, a microphone or a speaker, by its `kind`. */
  readonly device: MediaDeviceInfo;
  /** Of `unplugged`: it was in use. Of `plugged`: it was in use when it was pulled out, so offer to use it again. */
  readonly wasInUse: boolean;

  /** For who makes events of their own, as in tests. */
  constructor(type: DeviceEventType, device: MediaDeviceInfo, wasInUse: boolean) {
    super(type);
    this.device = device;
    this.wasInUse = wasInUse;
  }
}

/** The events of a DeviceWatch. */
export interface DeviceWatchEventMap {
  /** A device is there that was not. */
  plugged: DeviceEvent;
  /** A device is there no more. If it was in use, another one is by now, or is about to be. */
  unplugged: DeviceEvent;
}

type Known = ReadonlyMap<string, MediaDeviceInfo>;

/**
 * Watches the devices of a LocalMedia, which by itself replaces a device that ends by another one.
 *
 * - The system's default microphone changes while the default is in use (Chromium's `default`): the new one is used.
 * - A device vanishes without its track ending: another one is used.
 * - None was left: the next one that is plugged in is used, muted as it was.
 *
 * What was pulled out and is back is never used unasked: `plugged` tells it, to be offered.
 *
 * @example
 * const watch = new DeviceWatch(media);
 * watch.addEventListener('plugged', ({ device, wasInUse }) => wasInUse && offer(device));
 */
export class DeviceWatch extends TypedEventTarget<DeviceWatchEventMap> {
  readonly #media: LocalMedia;
  readonly #changed = (): void => void this.#look();
  readonly #lost = new Set<string>();
  #known: Known = new Map();
  #used: string[] = [];

  /** Watches from now on, until `close`. */
  constructor(media: LocalMedia) {
    super();
    this.#media = media;
    media.addEventListener('devicechange', this.#changed);
    this.#changed();
  }

  /** Watches no more. */
  close(): void {
    this.#media.removeEventListener('devicechange', this.#changed);
  }

  async #look(): Promise<void> {
    const list = await this.#media.devices();
    const now = byId(list);
    const before = this.#known;
    this.#known = now;
    const used = this.#used;
    this.#tell(before, now, used);
    await this.#follow(list, before, now);
    this.#used = this.#media.stream.getTracks().map((track) => keyOf(track));
  }

  #tell(before: Known, now: Known, used: readonly string[]): void {
    for (const [key, device] of before) {
      if (!now.has(key)) {
        const wasInUse = used.includes(key);
        if (wasInUse) {
          this.#lost.add(key);
        }
        this.dispatchEvent(new DeviceEvent('unplugged', device, wasInUse));
      }
    }
    for (const [key, device] of now) {
      // Before the first permission the list holds nameless devices: their names are no news.
      if (!before.has(key) && before.size > 0) {
        this.dispatchEvent(new DeviceEvent('plugged', device, this.#lost.delete(key)));
      }
    }
  }

  async #follow({ cameras, microphones }: DeviceList, before: Known, now: Known): Promise<void> {
    for (const track of this.#media.stream.getTracks()) {
      const key = keyOf(track);
      const [was, is] = [before.get(key), now.get(key)];
      const moved = was && (!is || was.groupId !== is.groupId);
      const [first] = track.kind === 'video' ? cameras : microphones;
      if (first && (moved || track.readyState === 'ended')) {
        const { deviceId } = is ?? first;
        const use = track.kind === 'video' ? this.#media.useCamera(deviceId) : this.#media.useMicrophone(deviceId);
        // The next change of devices is the next attempt.
        await use.catch(() => {});
      }
    }
  }
}

/** Chromium calls a microphone and a speaker `default`. */
const keyOf = (track: MediaStreamTrack): string => `${track.kind} ${track.getSettings().deviceId}`;

function byId({ cameras, microphones, speakers }: DeviceList): Known {
  const kinds = { videoinput: 'video', audioinput: 'audio', audiooutput: 'speaker' };
  return new Map(
    [...cameras, ...microphones, ...speakers]
      .filter(({ deviceId }) => deviceId !== '')
      .map((device) => [`${kinds[device.kind]} ${device.deviceId}`, device]),
  );
}
