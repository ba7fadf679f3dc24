// How a call stands, in one word, by the connections to the others: worked out anew whenever one of them changes.
import { callState, type CallState } from './call-state.ts';
import type { RemoteParticipant } from './remote-participant.ts';

export class CallProgress {
  /** Whether it is over for this participant. */
  over = false;
  readonly #participants: () => ReadonlyMap<string, RemoteParticipant>;
  readonly #changed: () => void;
  /** Those who were ever connected. */
  readonly #known = new WeakSet<RemoteParticipant>();
  #told: CallState | undefined;

  /** @param changed is told when the word is another one than at the last `update`; not at the first */
  constructor(participants: () => ReadonlyMap<string, RemoteParticipant>, changed: () => void) {
    this.#participants = participants;
    this.#changed = changed;
  }

  get state(): CallState {
    const peers = [...this.#participants().values()].map((participant) => ({
      connectionState: participant.connectionState,
      known: this.#known.has(participant),
      failed: participant.failure !== null,
    }));
    return callState(this.over, peers);
  }

  update(): void {
    for (const participant of this.#participants().values()) {
      if (participant.connectionState === 'connected') {
        this.#known.add(participant);
      }
    }
    const { state } = this;
    const before = this.#told;
    this.#told = state;
    if (before && before !== state) {
      this.#changed();
    }
  }
}
