// Watches for reasons: hands the latest to the call, where every screen finds it, and keeps it there when whom it is of has left.
import type { RemoteParticipant } from '@parley/client';
import { CallDiagnosis } from '@parley/client/diagnosis';
import type { CurrentCall } from '../../state/current-call.ts';
import { reasonOf } from '../../state/reason.ts';
import { WORDS } from '../../words/words.ts';

export class Reasons {
  /** Its event `diagnosis` is for whoever wants to pass a cause on. It ends with the call. */
  readonly diagnosis: CallDiagnosis;
  readonly #current: CurrentCall;

  constructor(current: CurrentCall) {
    this.#current = current;
    this.diagnosis = new CallDiagnosis(current.call);
    this.diagnosis.addEventListener('diagnosis', ({ participant }) => this.#update(participant));
    current.call.addEventListener('participantjoined', () => this.#update());
    current.call.addEventListener('participantleft', () => current.call.participants.size > 0 && this.#update());
    this.#update();
  }

  /** @param latest of whom there is something else to tell; the last word of who has left is worth one only to who is alone now */
  #update(latest?: RemoteParticipant): void {
    const { participants } = this.#current.call;
    const concerned = participants.size === 0 && latest ? [latest] : [...participants.values()];
    const everyone = concerned.map(({ id, displayName }) => ({
      name: displayName ?? WORDS.guest,
      diagnosis: this.diagnosis.of(id),
    }));
    this.#current.reason.value = reasonOf(everyone);
  }
}
