// What the library's entries add to a call, once for each call, however often its room is entered.
import { FlightRecorder } from '@parley/client/flight-recorder';
import { keepAwake } from '@parley/client/wake-lock';
import type { CurrentCall } from '../state/current-call.ts';
import type { CallView } from '../state/call-view.ts';
import { Figures } from './figures.ts';
import { Reasons } from './reasons.ts';
import { Sharing } from './sharing.ts';
import { Sound } from './sound.ts';

export interface Tools {
  readonly figures: Figures;
  readonly reasons: Reasons;
  readonly recorder: FlightRecorder;
  readonly sharing: Sharing;
  readonly sound: Sound;
}

const known = new WeakMap<CurrentCall, Tools>();

/** They end with the call. */
export function toolsOf(current: CurrentCall, { own }: CallView): Tools {
  let tools = known.get(current);
  if (!tools) {
    const { call, trouble } = current;
    keepAwake(call);
    const figures = new Figures(call);
    const recorder = new FlightRecorder(call);
    recorder.watch(figures.statistics);
    const reasons = new Reasons(current);
    reasons.diagnosis.addEventListener('diagnosis', ({ participant, diagnosis }) =>
      recorder.diagnosed(diagnosis, participant.id),
    );
    tools = {
      figures,
      reasons,
      recorder,
      sharing: new Sharing(call, (found) => (trouble.value = found)),
      sound: new Sound(call, own),
    };
    known.set(current, tools);
  }
  return tools;
}
