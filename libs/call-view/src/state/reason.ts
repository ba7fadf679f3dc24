// Why someone cannot be reached, as a view tells it: the library's diagnosis, and of whom it is. Pure.
import type { Diagnosis } from '@parley/client/diagnosis';

export interface Reason {
  /** Of whom; null when there is only one it can be. */
  name: string | null;
  diagnosis: Diagnosis;
}

/** A diagnosis of someone in the call. */
export interface Found {
  name: string;
  diagnosis: Diagnosis | null;
}

/** The first that there is one for; named where there are several to tell apart. */
export function reasonOf(everyone: readonly Found[]): Reason | null {
  const found = everyone.find((each) => each.diagnosis !== null);
  return found?.diagnosis ? { name: everyone.length > 1 ? found.name : null, diagnosis: found.diagnosis } : null;
}

/** Whether trying this device and network is of any use: what is wrong at the other side shows there alone. */
export function isWorthACheck({ cause }: Diagnosis): boolean {
  return !/^(other-|no-offer|signals-|offer-)|-there$/.test(cause);
}
