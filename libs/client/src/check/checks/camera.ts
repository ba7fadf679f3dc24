// Whether there is a camera, this page may use it, and it gives a picture.
import { passed, warning, type CheckVerdict } from '../check-line.ts';
import { withDevice, type DeviceAccess } from '../open-device.ts';

export function checkCamera(access: DeviceAccess): Promise<CheckVerdict> {
  return withDevice('camera', access, (track) => {
    const { width, height } = track.getSettings();
    const figures = { ...(width && { frameWidth: width }), ...(height && { frameHeight: height }) };
    return track.muted
      ? warning(
          'camera-muted',
          'The camera is open, but the system holds its picture back.',
          'Look for a shutter or a switch at the camera, and at the system’s privacy settings.',
          figures,
        )
      : passed('camera-works', 'The camera works.', figures);
  });
}
