// Where the person is, and which view of a call that means. Pure.
import type { CallState } from '@parley/client';

/** Before a call, on the way back into one, at its door until somebody opens, in it, after it, or held up. */
export type Stage = 'outside' | 'returning' | 'knocking' | 'inside' | 'over' | 'trouble';

export type CallScreen = 'returning' | 'knocking' | 'waiting' | 'call' | 'end' | 'trouble';

/** Null outside: what is shown there is no call yet. */
export function callScreenOf(stage: Stage, callState: CallState | null): CallScreen | null {
  switch (stage) {
    case 'outside':
      return null;
    case 'inside':
      return callState === 'waiting' ? 'waiting' : 'call';
    case 'over':
      return 'end';
    default:
      return stage;
  }
}
