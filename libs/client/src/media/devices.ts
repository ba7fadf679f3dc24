// The browser's cameras and microphones: what there is, and how one is opened.
import { CallError } from '../call-error.ts';
import { mediaError, type Device } from './media-error.ts';

export type { Device } from './media-error.ts';

export const DEVICES = ['camera', 'microphone'] as const;

/** Which devices to start: true for any, constraints for a certain one. */
export interface MediaChoice {
  /** Default: true. */
  camera?: boolean | MediaTrackConstraints | undefined;
  /** Default: true. */
  microphone?: boolean | MediaTrackConstraints | undefined;
}

/** Of a phone's cameras, the one that faces its holder. Of sound, all that Chromium would change along with what is named. */
export const ANY: Record<Device, MediaTrackConstraints> = {
  camera: { facingMode: 'user' },
  microphone: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
};

/** What there is to choose from, in the browser's order, as `enumerateDevices` tells it. */
export interface DeviceList {
  /** For `LocalMedia.useCamera`. */
  cameras: MediaDeviceInfo[];
  /** For `LocalMedia.useMicrophone`. */
  microphones: MediaDeviceInfo[];
  /** For `Playback.useSpeaker`. Empty in browsers that do not let a page choose. */
  speakers: MediaDeviceInfo[];
}

/** @param mediaDevices missing where browsers hide them */
export async function listDevices(mediaDevices: MediaDevices | undefined): Promise<DeviceList> {
  const all = (await mediaDevices?.enumerateDevices()) ?? [];
  const of = (kind: MediaDeviceKind): MediaDeviceInfo[] => all.filter((device) => device.kind === kind);
  return { cameras: of('videoinput'), microphones: of('audioinput'), speakers: of('audiooutput') };
}

/**
 * Opens all that is wanted, or nothing.
 *
 * @param camera its constraints; false for none
 * @param microphone its constraints; false for none
 * @throws CallError
 * @see https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia
 */
export async function openDevices(
  mediaDevices: MediaDevices | undefined,
  camera: MediaTrackConstraints | false,
  microphone: MediaTrackConstraints | false,
): Promise<MediaStream> {
  if (!mediaDevices) {
    throw new CallError(
      'insecure-context',
      'Browsers give camera and microphone to https pages only. Open this page at its https address.',
    );
  }
  try {
    return await mediaDevices.getUserMedia({ video: camera, audio: microphone });
  } catch (cause) {
    // Of two that were asked for, the one that is missing is to blame, else the camera.
    const { cameras, microphones } = await listDevices(mediaDevices);
    const microphoneMissing = microphone && cameras.length > 0 && microphones.length === 0;
    throw mediaError(cause, !camera || microphoneMissing ? 'microphone' : 'camera');
  }
}
