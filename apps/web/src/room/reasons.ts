// Watches for reasons: hands the latest to the call, where every screen finds it, and keeps it there when whom it is of has left.
import { CallDiagnosis } from '@parley/client/diagnosis';
import type { CurrentCall } from '../state/current-call.ts';
import { reasonOf } from '../state/reason.ts';
import { WORDS } from '../words/words.ts';

export class Reasons {
  /** Its event `diagnosis` is for whoever wants to pass a cause on. It ends with the call. */
  readonly diagnosis: CallDiagnosis;
  readonly #current: CurrentCall;

  constructor(current: CurrentCall) {
    this.#current = current;
    this.diagnosis = new CallDiagnosis(current.call);
    const update = (): void => this.#update();
    this.diagnosis.addEventListener('diagnosis', update);
    current.call.addEventListener('participantjoined', update);
    current.call.addEventListener('participantleft', () => current.call.participants.size > 0 && update());
    update();
  }

  #update(): void {
    const everyone = [...this.#current.call.participants.values()].map(({ id, displayName }) => ({
      name: displayName ?? WORDS.guest,
      diagnosis: this.diagnosis.of(id),
    }));
    this.#current.reason.value = reasonOf(everyone);
  }
}
