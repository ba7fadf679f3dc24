// The live list of open calls, watched for as long as a view shows it.
import type { CallInfo, Parley } from '@parley/client';
import { useSignal, useSignalEffect } from '@preact/signals';

export interface OpenCalls {
  calls: readonly CallInfo[];
  /** `unknown` until the server answered for the first time. */
  server: 'unknown' | 'here' | 'away';
}

/** Someone is waiting there; otherwise the newest first, as the list comes. */
const peopleFirst = (one: CallInfo, other: CallInfo): number =>
  Number(other.participants.length > 0) - Number(one.participants.length > 0);

export function useOpenCalls(parley: Parley): OpenCalls {
  const open = useSignal<OpenCalls>({ calls: [], server: 'unknown' });
  useSignalEffect(() => {
    const list = parley.watchCalls();
    const read = (): void => {
      open.value = { calls: list.calls.toSorted(peopleFirst), server: list.connected ? 'here' : 'away' };
    };
    list.addEventListener('change', read);
    if (list.connected) read();
    return () => {
      list.removeEventListener('change', read);
      list.close();
    };
  });
  return open.value;
}
