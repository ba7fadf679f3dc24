// Reads a call's timeline, whole: the call, everyone who ever had a seat, and all entries.
import type { Call as CallInfo, Page, Participant, TimelineEntry } from '@parley/protocol';
import type { Call } from '../call.ts';
import { RestDoor } from '../signaling/rest-door.ts';

/** A call and, where there is no `Call` (any more), what opens its timeline. */
export interface TimelineSource {
  /** The server's origin, as `Parley.url`. */
  readonly url: string;
  /** The call's id. */
  readonly callId: string;
  /** The secret of a seat in the call, see `timelineKey`, or an API key. */
  readonly secret: string;
}

/** All that is known of a call, in the order in which it happened. */
export interface Timeline {
  /** The call as it is now. */
  readonly call: CallInfo;
  /** Everyone who ever had a seat, in the order of joining. */
  readonly participants: readonly Participant[];
  /** The oldest first. */
  readonly entries: readonly TimelineEntry[];
}

/**
 * Reads the timeline of a call, up to now, while it goes on or when it is over.
 *
 * @throws CallError `unauthorized`, `call-not-found` (it may have been erased), `server-unreachable` …
 */
export async function readTimeline(source: Call | TimelineSource): Promise<Timeline> {
  const [call, participants, entries] = await Promise.all([
    ask<CallInfo>(source, ''),
    pages<Participant>(source, '/participants'),
    pages<TimelineEntry>(source, '/timeline'),
  ]);
  return { call, participants, entries };
}

async function pages<Item>(source: Call | TimelineSource, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page<Item> = await ask(source, `${path}?limit=200&cursor=${cursor}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

function ask<Answer>(source: Call | TimelineSource, path: string): Promise<Answer> {
  if ('read' in source) {
    return source.read(path);
  }
  const { url, callId, secret } = source;
  return new RestDoor(url).read(callId, path, { secret });
}
