// What a call's door asks of who wants in, where a person can give it. Pure.
import { codeOf } from './trouble.ts';

const DOORS = ['password-required', 'wrong-password', 'admission-required'] as const;

export interface Door {
  callId: string;
  asks: (typeof DOORS)[number];
}

/** Null for what is refused for another reason, or at no known call. */
export function doorOf(error: unknown, callId: string | null): Door | null {
  const asks = DOORS.find((each) => each === codeOf(error));
  return asks && callId !== null ? { callId, asks } : null;
}
