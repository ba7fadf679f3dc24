// How loud the own microphone is: measured here, since before a connection stands nobody reports it.
import type { LocalMedia } from './local-media.ts';

/** At 48 kHz 85 ms: about what passes between two looks. */
const SAMPLES = 4096;

export class OwnLevel {
  readonly #media: LocalMedia;
  readonly #changed = (): void => this.#listen();
  readonly #samples = new Float32Array(SAMPLES);
  #context: AudioContext | null = null;
  #analyser: AnalyserNode | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #track: MediaStreamTrack | null = null;

  constructor(media: LocalMedia) {
    this.#media = media;
    media.addEventListener('trackschange', this.#changed);
    this.#listen();
  }

  /** Root mean square of the last samples, 0 to 1; 0 without a microphone, or one that is muted. */
  read(): number {
    if (!this.#analyser) {
      return 0;
    }
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / SAMPLES;
    return Math.min(1, Math.sqrt(power));
  }

  close(): void {
    this.#media.removeEventListener('trackschange', this.#changed);
    this.#forget();
    void this.#context?.close();
    this.#context = null;
  }

  /** The track of the moment: another microphone is another track. */
  #listen(): void {
    const track = this.#media.audioTrack;
    if (track === this.#track) {
      return;
    }
    this.#forget();
    if (track) {
      // One for as long as this lives: browsers allow few of them. A page that hears a microphone may start it untapped.
      this.#context ??= new AudioContext();
      void this.#context.resume();
      this.#analyser = new AnalyserNode(this.#context, { fftSize: SAMPLES });
      this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
      this.#source.connect(this.#analyser);
      this.#track = track;
    }
  }

  #forget(): void {
    this.#source?.disconnect();
    this.#source = null;
    this.#analyser = null;
    this.#track = null;
  }
}
