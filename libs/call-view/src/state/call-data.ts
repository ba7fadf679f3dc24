// The data channels of a call: one CallData for all in its room that needs it. Only late chunks import this.
import type { Call } from '@parley/client';
import { CallData } from '@parley/client/data';

const known = new WeakMap<Call, CallData>();

export function callDataOf(call: Call): CallData {
  let data = known.get(call);
  if (!data) {
    data = new CallData(call);
    known.set(call, data);
  }
  return data;
}
