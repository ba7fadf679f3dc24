// The join token of a personal link: taken out of the address, which people copy, and kept for this tab.
import { forThisTab, keep, kept } from '@parley/call-view/state/kept.ts';
import { pathOf, type Route, tokenIn } from './call-link.ts';

const keyOf = (callId: string): string => `parley.token:${callId}`;

/** The token with which this tab may join, if a link brought one. */
export function joinToken(callId: string): string | undefined {
  return kept(forThisTab, keyOf(callId)) ?? undefined;
}

export function keepToken(callId: string, token: string): void {
  keep(forThisTab, keyOf(callId), token);
}

/** Takes the token out of the address that the route was read from. */
export function takeToken(route: Route): void {
  const token = tokenIn(location.hash);
  if (route.at !== 'call' || token === null) return;
  keepToken(route.callId, token);
  history.replaceState(history.state, '', pathOf(route));
}
