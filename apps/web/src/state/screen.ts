// Which screen is shown, from where the person is. Pure.
import type { CallState } from '@parley/client';
import type { Route } from './call-link.ts';

export type Screen = 'start' | 'check' | 'way-in' | 'returning' | 'waiting' | 'call' | 'end' | 'trouble' | 'timeline';

/** Where the person is: before a call, on the way back into one, in it, after it, or held up. */
export type Stage = 'outside' | 'returning' | 'inside' | 'over' | 'trouble';

export function screenOf(stage: Stage, route: Route, callState: CallState | null): Screen {
  if (route.at === 'timeline' && stage !== 'inside') return 'timeline';
  switch (stage) {
    case 'outside':
      return route.at === 'call' ? 'way-in' : route.at;
    case 'inside':
      return callState === 'waiting' ? 'waiting' : 'call';
    case 'over':
      return 'end';
    default:
      return stage;
  }
}
