// The camera and the microphone of this side.
import { TypedEventTarget } from '../typed-event-target.ts';

export interface LocalMediaEventMap {
  /** A device was plugged in or pulled out, or its name became known. */
  devicechange: Event;
  /** `audioTrack` or `videoTrack` is another one, or was switched off or on. */
  trackschange: Event;
  /** A device failed that nobody was waiting for. */
  error: Event;
}

export interface MediaChoice {
  /** Default: true. */
  camera?: boolean | MediaTrackConstraints;
  /** Default: true. */
  microphone?: boolean | MediaTrackConstraints;
}

export interface DeviceList {
  cameras: MediaDeviceInfo[];
  microphones: MediaDeviceInfo[];
  speakers: MediaDeviceInfo[];
}

export class LocalMedia extends TypedEventTarget<LocalMediaEventMap> {
  /** What this side sends. The same object for as long as this LocalMedia lives. */
  readonly stream: MediaStream = new MediaStream();

  get audioTrack(): MediaStreamTrack | null {
    return null;
  }
  get videoTrack(): MediaStreamTrack | null {
    return null;
  }
  get cameraOn(): boolean {
    return false;
  }
  get microphoneOn(): boolean {
    return false;
  }
  async start(_choice: MediaChoice = {}): Promise<void> {}
  stop(): void {}
  async devices(): Promise<DeviceList> {
    return { cameras: [], microphones: [], speakers: [] };
  }
  async useCamera(_deviceId: string): Promise<void> {}
  async useMicrophone(_deviceId: string): Promise<void> {}
  async flipCamera(): Promise<void> {}
  async setCamera(_on: boolean): Promise<void> {}
  async setMicrophone(_on: boolean): Promise<void> {}
}
