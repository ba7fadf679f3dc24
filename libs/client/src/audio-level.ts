// How loud everyone in a call is, and who speaks: one timer for all, and no statistics report.
import type { Call } from './call.ts';
import { OwnLevel } from './media/own-level.ts';
import type { RemoteParticipant } from './remote-participant.ts';
import { TypedEventTarget } from './typed-event-target.ts';

/** How often levels are read, and what counts as speech. */
export interface AudioLevelOptions {
  /** Milliseconds between two looks. Default: 100. */
  interval?: number;
  /** From which level someone counts as speaking. Default: 0.02, which is 34 dB below the loudest sound. */
  speakingLevel?: number;
}

/** The events of AudioLevels. */
export interface AudioLevelEventMap {
  /** The levels were read anew. */
  levels: Event;
  /** Somebody began to speak, or was silent for half a second. */
  speakingchange: Event;
}

/** Between two words nobody has stopped speaking. */
const PAUSE_MS = 500;

/** What a receiver said last, and when that was news. */
interface Reading {
  timestamp: number;
  readAt: number;
}

/**
 * Levels of everyone in a call, this side included, from its beginning to the end of the call.
 *
 * @example
 * const levels = new AudioLevels(call);
 * levels.addEventListener('levels', () => (meter.value = levels.of(participant.id)));
 */
export class AudioLevels extends TypedEventTarget<AudioLevelEventMap> {
  readonly #call: Call;
  readonly #speakingLevel: number;
  readonly #own: OwnLevel;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #listening = new AbortController();
  readonly #readings = new WeakMap<RemoteParticipant, Reading>();
  #levels = new Map<string, number>();
  /** When each of those who speak was last loud. */
  #spoke = new Map<string, number>();

  /** Begins to read at once. */
  constructor(call: Call, options?: AudioLevelOptions);
  /** @internal with a fake, in tests */
  constructor(call: Call, options: AudioLevelOptions, own: OwnLevel);
  constructor(
    call: Call,
    { interval = 100, speakingLevel = 0.02 }: AudioLevelOptions = {},
    own: OwnLevel = new OwnLevel(call.media),
  ) {
    super();
    this.#call = call;
    this.#speakingLevel = speakingLevel;
    this.#own = own;
    this.#timer = setInterval(() => this.#look(performance.now()), interval);
    call.addEventListener('ended', () => this.close(), { signal: this.#listening.signal });
  }

  /**
   * How loud someone is, from 0 (silent) to 1 (as loud as can be), linear.
   *
   * @param participantId `call.self.id` for this side
   * @see https://www.w3.org/TR/webrtc/#dom-rtcrtpcontributingsource-audiolevel
   */
  of(participantId: string): number {
    return this.#levels.get(participantId) ?? 0;
  }

  /** The ids of those who speak, whoever began first in front. */
  get speaking(): readonly string[] {
    return [...this.#spoke.keys()];
  }

  /** Reads no more; the end of the call does it too. */
  close(): void {
    clearInterval(this.#timer);
    this.#listening.abort();
    this.#own.close();
  }

  #look(now: number): void {
    const { participants, self } = this.#call;
    this.#levels = new Map([[self.id, this.#own.read()]]);
    for (const participant of participants.values()) {
      this.#levels.set(participant.id, this.#read(participant, now));
    }
    this.#tellSpeaking(now);
    this.dispatchEvent(new Event('levels'));
  }

  #read(participant: RemoteParticipant, now: number): number {
    const [track] = participant.stream.getAudioTracks();
    const receiver = participant.peerConnection?.getReceivers().find((each) => track && each.track === track);
    const [source] = receiver?.getSynchronizationSources() ?? [];
    if (!source) {
      return 0;
    }
    const last = this.#readings.get(participant);
    // The last packet's level stays for seconds after the last packet.
    const readAt = last?.timestamp === source.timestamp ? last.readAt : now;
    this.#readings.set(participant, { timestamp: source.timestamp, readAt });
    return now - readAt < PAUSE_MS ? (source.audioLevel ?? 0) : 0;
  }

  #tellSpeaking(now: number): void {
    const before = this.speaking;
    const spoke = new Map(this.#spoke);
    for (const [id, level] of this.#levels) {
      if (level >= this.#speakingLevel) {
        spoke.set(id, now);
      }
    }
    this.#spoke = new Map([...spoke].filter(([id, at]) => now - at < PAUSE_MS && this.#levels.has(id)));
    if (before.join(' ') !== this.speaking.join(' ')) {
      this.dispatchEvent(new Event('speakingchange'));
    }
  }
}
