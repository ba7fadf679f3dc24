// What a refused join means for the seat: a table, and nothing else.
import type { EndReason, ErrorCode } from '@parley/protocol';

/** Why a seat is over. `unknown`: the server only said that the call has ended. */
export type SeatEnd = EndReason | 'removed' | 'replaced' | 'lost' | 'unknown';

/** `retry` on this socket after a while, `reopen`: ask on a new socket, else over. */
export function afterRefusedJoin(code: ErrorCode): SeatEnd | 'retry' | 'reopen' {
  switch (code) {
    case 'unavailable':
    case 'internal':
    case 'rate-limited':
      return 'retry';
    // An earlier join whose answer got lost holds this socket.
    case 'already-joined':
      return 'reopen';
    case 'call-ended':
      return 'unknown';
    case 'call-not-found':
      return 'deleted';
    case 'forbidden':
    case 'unauthorized':
      return 'removed';
    default:
      return 'lost';
  }
}
