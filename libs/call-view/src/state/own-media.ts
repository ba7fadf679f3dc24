// The own camera and microphone as signals: what is on, what there is to choose from, what went wrong.
import { LocalMedia } from '@parley/client';
import { batch, signal } from '@preact/signals';
import { forThisTab, keep, kept } from './kept.ts';
import { type Trouble, troubleOf, troubleOfKind } from './trouble.ts';

const KEY = 'parley.media';

export class OwnMedia {
  readonly media = new LocalMedia();
  readonly cameraOn = signal(false);
  readonly microphoneOn = signal(false);
  readonly audioTrack = signal<MediaStreamTrack | null>(null);
  readonly cameraId = signal('');
  readonly microphoneId = signal('');
  /** The size of the picture by the name of its preset; empty until one was chosen. */
  readonly picture = signal('');
  /** Where others are heard; empty for the system's choice. */
  readonly speakerId = signal('');
  /** Whether the back camera is on: it is not mirrored. */
  readonly facesAway = signal(false);
  readonly cameras = signal<MediaDeviceInfo[]>([]);
  readonly microphones = signal<MediaDeviceInfo[]>([]);
  readonly speakers = signal<MediaDeviceInfo[]>([]);
  readonly busy = signal(false);
  readonly trouble = signal<Trouble | null>(null);
  /** What was thrown by what failed last. */
  readonly failure = signal<unknown>(null);
  #closed = false;

  constructor() {
    this.media.addEventListener('trackschange', () => this.#read());
    this.media.addEventListener('devicechange', () => void this.#readDevices());
    this.media.addEventListener('error', ({ error }) => this.#fail(error));
    if (!isSecureContext) this.trouble.value = troubleOfKind('insecure-context', location.origin);
  }

  /** Camera and microphone; the camera alone where there is no microphone to be had. */
  async startCamera(): Promise<void> {
    await this.#attempt(() => this.media.start({ camera: true, microphone: true }));
    if (this.trouble.value?.kind.includes('microphone')) {
      const { value: microphoneTrouble } = this.trouble;
      await this.#attempt(() => this.media.start({ camera: true, microphone: false }));
      this.trouble.value ??= microphoneTrouble;
    }
  }

  async startSound(): Promise<void> {
    await this.#attempt(() => this.media.start({ camera: false, microphone: true }));
  }

  /** After a reload: what was on before, without asking. Whatever fails stays off, and says so in `trouble`. */
  async restore(): Promise<void> {
    const wanted = (kept(forThisTab, KEY) ?? '').split(' ');
    const heard = wanted.includes('microphone');
    if (wanted.includes('camera')) {
      await this.startCamera();
      if (!heard) await this.setMicrophone(false);
    } else if (heard) {
      await this.startSound();
    }
  }

  async setCamera(on: boolean): Promise<void> {
    await this.#attempt(() => this.media.setCamera(on));
  }

  async setMicrophone(on: boolean): Promise<void> {
    await this.#attempt(() => this.media.setMicrophone(on));
  }

  /** A camera that is off comes on as this one later. */
  async useCamera(deviceId: string): Promise<void> {
    this.cameraId.value = deviceId;
    await this.#attempt(() => this.media.useCamera(deviceId));
  }

  async useMicrophone(deviceId: string): Promise<void> {
    this.microphoneId.value = deviceId;
    await this.#attempt(() => this.media.useMicrophone(deviceId));
  }

  async flipCamera(): Promise<void> {
    await this.#attempt(() => this.media.flipCamera());
  }

  async usePicture(name: string, constraints: MediaTrackConstraints): Promise<void> {
    await this.#attempt(async () => {
      await this.media.setConstraints('camera', constraints);
      this.picture.value = name;
    });
  }

  async useSound(constraints: MediaTrackConstraints): Promise<void> {
    await this.#attempt(() => this.media.setConstraints('microphone', constraints));
  }

  stop(): void {
    this.media.stop();
    this.#read();
  }

  /** Stops for good: what the browser is still asking for is not kept either. */
  close(): void {
    this.#closed = true;
    this.stop();
  }

  async #attempt(step: () => Promise<void>): Promise<void> {
    if (this.busy.value) return;
    this.busy.value = true;
    this.trouble.value = null;
    try {
      await step();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.busy.value = false;
      if (this.#closed) this.media.stop();
      this.#read();
      this.#remember();
      await this.#readDevices();
    }
  }

  #fail(error: unknown): void {
    this.trouble.value = troubleOf(error);
    this.failure.value = error;
  }

  #read(): void {
    const { media } = this;
    batch(() => {
      this.cameraOn.value = media.cameraOn;
      this.microphoneOn.value = media.microphoneOn;
      this.audioTrack.value = media.audioTrack;
      const camera = media.videoTrack?.getSettings();
      this.facesAway.value = camera?.facingMode === 'environment';
      this.cameraId.value = camera?.deviceId ?? this.cameraId.value;
      this.microphoneId.value = media.audioTrack?.getSettings().deviceId ?? this.microphoneId.value;
    });
  }

  /** Keeps what is on, so that a reload brings it back: what the person chose, not what a call's end switched off. */
  #remember(): void {
    const wanted = [this.media.cameraOn && 'camera', this.media.microphoneOn && 'microphone'];
    keep(forThisTab, KEY, wanted.filter(Boolean).join(' '));
  }

  async #readDevices(): Promise<void> {
    const { cameras, microphones, speakers } = await this.media.devices();
    batch(() => {
      this.cameras.value = cameras;
      this.microphones.value = microphones;
      this.speakers.value = speakers;
    });
  }
}
