// How the connections of a call are, why they are not, and the record of both; and a screen that stays on: once for each call, however often its room is
// entered.
import { FlightRecorder } from '@parley/client/flight-recorder';
import { keepAwake } from '@parley/client/wake-lock';
import type { CurrentCall } from '../../state/current-call.ts';
import { Figures } from './figures.ts';
import { Reasons } from './reasons.ts';

export interface Insight {
  readonly figures: Figures;
  readonly recorder: FlightRecorder;
}

const known = new WeakMap<CurrentCall, Insight>();

/** It ends with the call. */
export function insightInto(current: CurrentCall): Insight {
  let insight = known.get(current);
  if (!insight) {
    keepAwake(current.call);
    const figures = new Figures(current.call);
    const recorder = new FlightRecorder(current.call);
    recorder.watch(figures.statistics);
    const reasons = new Reasons(current);
    reasons.diagnosis.addEventListener('diagnosis', ({ participant, diagnosis }) =>
      recorder.diagnosed(diagnosis, participant.id),
    );
    insight = { figures, recorder };
    known.set(current, insight);
  }
  return insight;
}
