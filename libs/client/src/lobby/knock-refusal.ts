// What a refused request means for a knock: a table, and nothing else.
import type { CallErrorCode } from '../call-error.ts';

/**
 * `again`: ask the same after a while; `knock`: the server knows nothing of it any more; `in`: there is a seat; `over`: no use.
 *
 * @param knocked whether the knock has been stored: before it, a limit is on knocking itself
 */
export function afterRefusedKnock(code: CallErrorCode, knocked: boolean): 'again' | 'knock' | 'in' | 'over' {
  switch (code) {
    case 'server-unreachable':
    case 'unavailable':
    case 'internal':
      return 'again';
    case 'rate-limited':
      return knocked ? 'again' : 'over';
    case 'knock-not-found':
      return 'knock';
    // As after a reload of the page, or a call that was left.
    case 'already-joined':
      return 'in';
    default:
      return 'over';
  }
}
