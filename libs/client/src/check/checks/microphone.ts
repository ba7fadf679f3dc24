// Whether there is a microphone, this page may use it, and anything comes out of it.
import { CHECK_TIMES } from '../check-times.ts';
import { passed, warning, type CheckVerdict } from '../check-line.ts';
import { withDevice, type DeviceAccess } from '../open-device.ts';

export function checkMicrophone(access: DeviceAccess): Promise<CheckVerdict> {
  return withDevice('microphone', access, async (track) => {
    const { browser, signal } = access;
    const loudest = track.muted ? 0 : await browser.loudestSample(track, CHECK_TIMES.listening, signal);
    return loudest === 0
      ? warning(
          'microphone-silent',
          'The microphone is open, but gives nothing but silence.',
          'Look for a switch at the microphone or its cable, turn its volume up in the system’s settings, or choose another one.',
        )
      : passed('microphone-works', 'The microphone works.');
  });
}
