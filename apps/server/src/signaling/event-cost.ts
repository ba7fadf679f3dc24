// What an event takes from its socket's budget: 1 for what is stored as a row or is no event at all, more for more work.

/** Answers that are read from the database, whole pages of it. */
const COSTS: ReadonlyMap<unknown, number> = new Map([
  ['join', 10],
  ['knock', 10],
  ['sync', 10],
  ['watch', 20],
  // Never refused: who is told a lot confirms a lot, and leaving is always allowed. As packets they count.
  ['received', 0],
  ['hangup', 0],
]);

/** Characters of a session description that cost as much as an event more: most have 2 to 8 thousand. */
const CHARACTERS = 4096;

export function eventCost(event: unknown, payload: unknown): number {
  return COSTS.get(event) ?? 1 + Math.floor(sdpLength(payload) / CHARACTERS);
}

function sdpLength(payload: unknown): number {
  if (typeof payload !== 'object' || payload === null || !('description' in payload)) return 0;
  const { description } = payload;
  if (typeof description !== 'object' || description === null || !('sdp' in description)) return 0;
  return typeof description.sdp === 'string' ? description.sdp.length : 0;
}
