// A browser's devices and streams, as far as this library uses them.
import type { Browser } from '../browser.ts';
import { FakeTrack } from './fake-media-track.ts';
import { FakePeerConnection } from './fake-peer-connection.ts';
import { fakeCodecs } from './fake-transceiver.ts';

export class FakeStream {
  readonly #tracks = new Set<FakeTrack>();

  getTracks(): FakeTrack[] {
    return [...this.#tracks];
  }
  getAudioTracks(): FakeTrack[] {
    return this.getTracks().filter(({ kind }) => kind === 'audio');
  }
  getVideoTracks(): FakeTrack[] {
    return this.getTracks().filter(({ kind }) => kind === 'video');
  }
  addTrack(track: FakeTrack): void {
    this.#tracks.add(track);
  }
  removeTrack(track: FakeTrack): void {
    this.#tracks.delete(track);
  }
}

export type FakeDevice = Pick<MediaDeviceInfo, 'deviceId' | 'kind'> &
  Partial<Pick<MediaDeviceInfo, 'groupId'>> & { facingMode?: 'user' | 'environment' };

export class FakeMediaDevices extends EventTarget {
  devices: FakeDevice[] = [
    { kind: 'videoinput', deviceId: 'front', facingMode: 'user' },
    { kind: 'videoinput', deviceId: 'back', facingMode: 'environment' },
    { kind: 'audioinput', deviceId: 'built-in' },
    { kind: 'audiooutput', deviceId: 'speaker' },
  ];
  /** Names of errors that the next requests throw. */
  readonly failures: string[] = [];
  /** Like many phones: a second camera cannot be opened beside an open one. */
  oneCameraAtATime = false;
  readonly opened: FakeTrack[] = [];
  readonly requests: MediaStreamConstraints[] = [];

  enumerateDevices(): Promise<FakeDevice[]> {
    return Promise.resolve(this.devices);
  }

  async getUserMedia(constraints: MediaStreamConstraints): Promise<FakeStream> {
    this.requests.push(constraints);
    await Promise.resolve();
    const failure = this.failures.shift();
    if (failure) {
      throw new DOMException(failure, failure);
    }
    const stream = new FakeStream();
    for (const [kind, wanted] of [
      ['videoinput', constraints.video],
      ['audioinput', constraints.audio],
    ] as const) {
      if (wanted) {
        stream.addTrack(this.#open(kind, wanted === true ? {} : wanted));
      }
    }
    return stream;
  }

  #open(kind: MediaDeviceKind, wanted: MediaTrackConstraints): FakeTrack {
    const exact = (constraint: unknown): unknown => (constraint as { exact?: unknown } | undefined)?.exact;
    const device = this.devices.find(
      (each) =>
        each.kind === kind &&
        each.deviceId === (exact(wanted.deviceId) ?? each.deviceId) &&
        each.facingMode === (exact(wanted.facingMode) ?? each.facingMode),
    );
    if (!device) {
      throw new DOMException('no such device', 'NotFoundError');
    }
    const isOpen = ({ kind: type, readyState }: FakeTrack): boolean => type === 'video' && readyState === 'live';
    if (kind === 'videoinput' && this.oneCameraAtATime && this.opened.some(isOpen)) {
      throw new DOMException('busy', 'NotReadableError');
    }
    const { deviceId, facingMode } = device;
    const settings = { deviceId, ...(facingMode && { facingMode }) };
    const track = new FakeTrack(kind === 'videoinput' ? 'video' : 'audio', settings);
    this.opened.push(track);
    return track;
  }
}

/** A browser, and everything it made. */
export class FakeBrowser {
  readonly devices = new FakeMediaDevices();
  readonly connections: FakePeerConnection[] = [];
  readonly #prepare: (connection: FakePeerConnection) => void;
  secure = true;

  constructor(prepare: (connection: FakePeerConnection) => void = () => {}) {
    this.#prepare = prepare;
  }

  /** The same, as the library takes it. */
  get port(): Browser {
    return this as unknown as Browser;
  }
  get mediaDevices(): FakeMediaDevices | undefined {
    return this.secure ? this.devices : undefined;
  }
  /** The device is on another network. */
  networkChanged = (): void => {};
  watchNetwork(changed: () => void): () => void {
    this.networkChanged = changed;
    return () => (this.networkChanged = () => {});
  }
  createStream(): FakeStream {
    return new FakeStream();
  }
  codecs(kind: string): RTCRtpCodec[] {
    return fakeCodecs(kind);
  }
  createPeerConnection(configuration: RTCConfiguration): FakePeerConnection {
    const connection = new FakePeerConnection(configuration);
    this.#prepare(connection);
    this.connections.push(connection);
    return connection;
  }
}
