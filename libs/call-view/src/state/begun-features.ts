// Features that have something to put on a call from its beginning, such as data channels.
import type { RoomFeature } from '../room/room-feature.ts';
import type { CurrentCall } from './current-call.ts';

/** Begins those whose chunk is here, before the call makes its first offer; the others when they come, with the room. */
export function beginFeatures(features: readonly RoomFeature[], call: CurrentCall): void {
  for (const { parts } of features) parts.value?.begin?.(call);
}

/** Fetched ahead, while there is time: a call that begins later has all of them from its first offer. */
export function fetchFeatures(features: readonly RoomFeature[]): void {
  for (const feature of features) void feature.fetch();
}
