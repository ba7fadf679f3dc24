// Watches a call, and says of whom no media comes and why.
import type { Call } from '../call.ts';
import type { RemoteParticipant } from '../remote-participant.ts';
import { TypedEventTarget } from '../typed-event-target.ts';
import { ANSWER_PATIENCE, isDue } from './cause.ts';
import { ConnectionWatch } from './connection-watch.ts';
import { diagnose, type Diagnosis } from './diagnose.ts';

/** Milliseconds between two looks at whoever is not connected: pairs and confirmations change without an event. */
const LOOK_EVERY = 2_000;

/** `diagnosis`: the way to a participant has another diagnosis than before. */
export class DiagnosisEvent extends Event {
  /** Of whom. */
  readonly participant: RemoteParticipant;
  /** Null: media flows again. */
  readonly diagnosis: Diagnosis | null;

  constructor(participant: RemoteParticipant, diagnosis: Diagnosis | null) {
    super('diagnosis');
    this.participant = participant;
    this.diagnosis = diagnosis;
  }
}

/** The events of a `CallDiagnosis`. */
export interface CallDiagnosisEventMap {
  /** The way to a participant has another diagnosis than before. */
  diagnosis: DiagnosisEvent;
}

/**
 * Tells why no media comes from someone: not at once, for what is being tried may succeed, and again whenever another
 * cause is found. While everyone is connected it does nothing. It ends with the call, or by `close`.
 */
export class CallDiagnosis extends TypedEventTarget<CallDiagnosisEventMap> {
  readonly #call: Call;
  readonly #device: Pick<Navigator, 'onLine'>;
  readonly #watches = new Map<RemoteParticipant, ConnectionWatch>();
  readonly #found = new Map<string, Diagnosis>();
  readonly #looking = new Set<ConnectionWatch>();
  readonly #open = new AbortController();

  constructor(call: Call, device: Pick<Navigator, 'onLine'> = navigator) {
    super();
    this.#call = call;
    this.#device = device;
    if (call.state === 'ended') {
      return;
    }
    const { signal } = this.#open;
    const lookAtAll = (): void => this.#lookAtAll();
    const timer = setInterval(lookAtAll, LOOK_EVERY);
    signal.addEventListener('abort', () => clearInterval(timer));
    call.addEventListener('participantjoined', ({ participant }) => this.#watch(participant), { signal });
    call.addEventListener('participantleft', ({ participant }) => void this.#left(participant), { signal });
    call.addEventListener('signalingchange', lookAtAll, { signal });
    call.addEventListener('error', ({ error }) => error.code === 'negotiation-failed' && this.#refused(), { signal });
    call.addEventListener('ended', () => this.close(), { signal });
    for (const participant of call.participants.values()) {
      this.#watch(participant);
    }
  }

  /**
   * Why no media comes from a participant; null while it does, and while it is too early to say. Of one who left
   * meanwhile, the last word.
   */
  of(participantId: string): Diagnosis | null {
    return this.#found.get(participantId) ?? null;
  }

  /** Looks no more. What was found stays. */
  close(): void {
    this.#open.abort();
  }

  #watch(participant: RemoteParticipant): void {
    const watch = new ConnectionWatch(this.#call, participant, () => performance.now());
    const { signal } = this.#open;
    this.#watches.set(participant, watch);
    this.#tell(participant, null);
    for (const type of ['statechange', 'connectionstatechange', 'recoverychange'] as const) {
      participant.addEventListener(type, () => void this.#look(watch), { signal });
    }
    void this.#look(watch);
  }

  #refused(): void {
    for (const watch of this.#watches.values()) {
      watch.noteRefusal();
    }
  }

  #lookAtAll(): void {
    for (const watch of this.#watches.values()) {
      void this.#look(watch);
    }
  }

  /** Whose seat ran out is not waited for any longer: what is known by now is the last word. */
  async #left(participant: RemoteParticipant): Promise<void> {
    const watch = this.#watches.get(participant);
    this.#watches.delete(participant);
    if (watch?.isGivenUp) {
      this.#tell(participant, diagnose(await watch.facts(this.#device.onLine)));
    }
  }

  async #look(watch: ConnectionWatch): Promise<void> {
    const { participant } = watch;
    watch.note();
    if (watch.isFlowing) {
      this.#tell(participant, null);
    }
    if (watch.silence < ANSWER_PATIENCE || this.#looking.has(watch)) {
      return;
    }
    this.#looking.add(watch);
    const facts = await watch.facts(this.#device.onLine);
    this.#looking.delete(watch);
    const isStillMissed = !watch.isFlowing && this.#watches.get(participant) === watch && !this.#open.signal.aborted;
    if (isStillMissed && isDue(facts)) {
      this.#tell(participant, diagnose(facts));
    }
  }

  #tell(participant: RemoteParticipant, diagnosis: Diagnosis | null): void {
    const before = this.of(participant.id);
    if (diagnosis) {
      this.#found.set(participant.id, diagnosis);
    } else {
      this.#found.delete(participant.id);
    }
    if (before?.cause !== diagnosis?.cause) {
      this.dispatchEvent(new DiagnosisEvent(participant, diagnosis));
    }
  }
}
