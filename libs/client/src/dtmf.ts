// The tones of a telephone's keys, on the microphone's sound: for whoever calls through to a telephone network.
import { CallError } from './call-error.ts';
import type { Call } from './call.ts';
import { TypedEventTarget } from './typed-event-target.ts';

/** How tones are played, and to whom. */
export interface ToneOptions {
  /** Each tone's length in milliseconds: 40 to 6000. Default: 100. */
  duration?: number;
  /** The pause between two tones in milliseconds: at least 30. Default: 70. */
  interToneGap?: number;
  /** The participant to hear them. Default: everyone. */
  to?: string;
}

/** `tonechange`: a tone begins; empty when the last one is over. */
export class ToneEvent extends Event {
  /** One of `0` to `9`, `A` to `D`, `*`, `#` and `,`; empty when the last one is over. */
  readonly tone: string;

  /** For who makes events of their own, as in tests. */
  constructor(tone: string) {
    super('tonechange');
    this.tone = tone;
  }
}

/** The events of Dtmf. */
export interface DtmfEventMap {
  /** A tone begins, or the last one is over. */
  tonechange: ToneEvent;
}

/**
 * Sends tones as telephone events (RFC 4733), which the others' browsers make audible.
 *
 * @example
 * const dtmf = new Dtmf(call);
 * dtmf.insert('123#');
 */
export class Dtmf extends TypedEventTarget<DtmfEventMap> {
  readonly #call: Call;
  #playing: AbortController | null = null;

  /** Plays nothing yet. */
  constructor(call: Call) {
    super();
    this.#call = call;
  }

  /** Whether tones can be sent now, to everyone or to one participant: connected, and the microphone started. */
  canInsert(to?: string): boolean {
    return this.#senders(to).length > 0;
  }

  /**
   * Plays tones; in the place of those that are still to be played, if any are.
   *
   * @param tones 0 to 9, A to D, `*` and `#`; a comma pauses for two seconds; empty stops
   * @throws CallError `tones-unavailable`, `invalid-tones`
   * @see https://www.w3.org/TR/webrtc/#dom-rtcdtmfsender-insertdtmf
   */
  insert(tones: string, { duration = 100, interToneGap = 70, to }: ToneOptions = {}): void {
    const senders = this.#senders(to);
    if (!/^[0-9A-D*#,]*$/i.test(tones)) {
      throw new CallError('invalid-tones', 'Tones are 0 to 9, A to D, * and #, and a comma is a pause.');
    }
    const [first] = senders;
    if (!first) {
      throw new CallError('tones-unavailable', 'Tones need a connection and a microphone. Start it, and try again.');
    }
    this.#playing?.abort();
    this.#playing = new AbortController();
    // All play the same at the same time: one of them tells.
    first.addEventListener('tonechange', ({ tone }) => this.dispatchEvent(new ToneEvent(tone)), {
      signal: this.#playing.signal,
    });
    for (const sender of senders) {
      sender.insertDTMF(tones, duration, interToneGap);
    }
  }

  #senders(to: string | undefined): RTCDTMFSender[] {
    const { participants, media } = this.#call;
    const heard = [...participants.values()].filter(({ id }) => to === undefined || id === to);
    return heard.flatMap(({ peerConnection }) => {
      const sender = peerConnection?.getSenders().find(({ track }) => track !== null && track === media.audioTrack);
      return sender?.dtmf?.canInsertDTMF ? sender.dtmf : [];
    });
  }
}
