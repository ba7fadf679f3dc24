// What the library's entries add to a call, once for each call, however often its room is entered. What is not needed to talk
// is in insight/.
import type { CallView } from '../state/call-view.ts';
import type { CurrentCall } from '../state/current-call.ts';
import { Sharing } from './sharing.ts';
import { Sound } from './sound.ts';

export interface Tools {
  readonly sharing: Sharing;
  readonly sound: Sound;
}

const known = new WeakMap<CurrentCall, Tools>();

/** They end with the call. */
export function toolsOf(current: CurrentCall, { own }: CallView): Tools {
  let tools = known.get(current);
  if (!tools) {
    const { call, trouble } = current;
    tools = { sharing: new Sharing(call, (found) => (trouble.value = found)), sound: new Sound(call, own) };
    known.set(current, tools);
  }
  return tools;
}
