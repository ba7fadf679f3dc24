// Which screen is shown, from where the person is. Pure.
import type { CallScreen } from '@parley/call-view/state/stage.ts';
import type { Route } from './call-link.ts';

export type Screen = 'start' | 'check' | 'way-in' | 'timeline' | CallScreen;

/** @param callScreen what there is to see of a call; null outside of one */
export function screenOf(callScreen: CallScreen | null, route: Route): Screen {
  if (route.at === 'timeline' && callScreen !== 'waiting' && callScreen !== 'call') return 'timeline';
  return callScreen ?? (route.at === 'call' ? 'way-in' : route.at);
}
