// Files in a room, as a chunk of its own: in the chat's list, beside its field, and dropped anywhere.
import type { CurrentCall } from '../state/current-call.ts';
import { filesOf } from './call-files.ts';

export { DropPlace as Overlay } from './drop-place.tsx';

/** Its channel is to be in the first offer. */
export function begin(call: CurrentCall): void {
  filesOf(call);
}
