// What opens a call's timeline in this tab: its seat's secret. A seat that was left is forgotten, so that who comes again is
// someone new; the timeline stays readable for as long as the tab is open.
import { seatStore } from '../signaling/seat-store.ts';

const keyOf = (callId: string): string => `parley:timeline:${callId}`;

/** Keeps the key to a call that this tab has a seat in. */
export function rememberKey(callId: string): void {
  try {
    const secret = seatStore(() => sessionStorage).load(callId)?.secret;
    if (secret) {
      sessionStorage.setItem(keyOf(callId), secret);
    }
  } catch {
    // No storage: the timeline can be read by its Call alone.
  }
}

/** The secret of the seat that this tab has, or had while it was recorded, in a call; null without one. */
export function timelineKey(callId: string): string | null {
  try {
    return seatStore(() => sessionStorage).load(callId)?.secret ?? sessionStorage.getItem(keyOf(callId));
  } catch {
    return null;
  }
}
