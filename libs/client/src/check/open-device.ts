// One device, opened to be looked at: with the browser's question only if that was asked for.
import { CallError } from '../call-error.ts';
import { ANY, openDevices, type Device } from '../media/devices.ts';
import type { CheckBrowser } from './check-browser.ts';
import { failed, skipped, warning, type CheckVerdict } from './check-line.ts';
import { CHECK_TIMES } from './check-times.ts';
import { within } from './within.ts';

export interface DeviceAccess {
  readonly browser: CheckBrowser;
  /** Whether the browser may ask the person. */
  readonly ask: boolean;
  readonly signal: AbortSignal;
}

/**
 * Opens a device, looks at it, and closes it again.
 *
 * @param look answers the verdict on a device that works
 * @throws the signal's reason when it is aborted
 */
export async function withDevice(
  device: Device,
  { browser, ask, signal }: DeviceAccess,
  look: (track: MediaStreamTrack) => CheckVerdict | Promise<CheckVerdict>,
): Promise<CheckVerdict> {
  if (!browser.mediaDevices) {
    return skipped(
      'devices-hidden',
      `The browser hides the ${device} from this page.`,
      'Open the page at its https address.',
    );
  }
  const permission = await browser.permission(device);
  if (permission === 'denied') {
    return refused(device);
  }
  if (!ask && permission !== 'granted') {
    return skipped(
      'devices-not-asked',
      `The browser has not been asked for the ${device}.`,
      'Check the devices too: the browser will ask once.',
    );
  }
  try {
    const stream = await open(device, browser.mediaDevices, signal);
    const [track] = stream?.getTracks() ?? [];
    if (!track) {
      return skipped(
        'devices-unanswered',
        `The browser’s question about the ${device} was not answered.`,
        'Run the check again and answer it.',
      );
    }
    try {
      return await look(track);
    } finally {
      track.stop();
    }
  } catch (error) {
    if (error instanceof CallError) {
      return unusable(device, error);
    }
    throw error;
  }
}

function open(device: Device, mediaDevices: MediaDevices, signal: AbortSignal): Promise<MediaStream | null> {
  return within<MediaStream>(CHECK_TIMES.devices, signal, (settle, fail) => {
    let late = false;
    const constraints = (kind: Device): MediaTrackConstraints | false => kind === device && ANY[kind];
    const opened = async (): Promise<MediaStream> => {
      const stream = await openDevices(mediaDevices, constraints('camera'), constraints('microphone'));
      if (late) {
        stream.getTracks().forEach((track) => track.stop());
      }
      return stream;
    };
    opened().then(settle, fail);
    return () => (late = true);
  });
}

function unusable(device: Device, { code }: CallError): CheckVerdict {
  switch (code) {
    case 'no-camera':
      return warning(
        code,
        'No camera was found.',
        'Plug one in, or join with sound alone. Some systems switch the camera off: see their privacy settings.',
      );
    case 'no-microphone':
      return failed(
        code,
        'No microphone was found.',
        'Plug one in. Without it you can see and hear the others, who cannot hear you.',
      );
    case 'camera-in-use':
    case 'microphone-in-use':
      return failed(
        code,
        `The ${device} could not be started.`,
        'Close other programs that use it, or unplug it and plug it in again.',
      );
    default:
      return refused(device);
  }
}

function refused(device: Device): CheckVerdict {
  return failed(
    `${device}-refused`,
    `This page may not use the ${device}.`,
    `Allow the ${device} with the sign beside the page’s address, and in the system’s privacy settings.`,
  );
}
