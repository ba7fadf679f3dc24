// The secret that a knock and the seat after it have: kept for this tab, so that a reload finds both again.
import { randomId } from '../random-id.ts';

/** The one of this tab for a call; made at the first time. */
export function secretOf(callId: string): string {
  const key = `parley:knock:${callId}`;
  const made = randomId(32);
  try {
    const kept = sessionStorage.getItem(key) ?? made;
    sessionStorage.setItem(key, kept);
    return kept;
  } catch {
    // Private windows and sandboxed frames keep nothing: then it lasts as long as the page.
    return made;
  }
}
