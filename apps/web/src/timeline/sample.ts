// A timeline as tests want one: entries at seconds after the beginning, told in a few words.
import type { Timeline, TimelineEntry } from '@parley/client/flight-recorder';

const START = Date.UTC(2026, 0, 1);

type Fact = TimelineEntry extends infer Entry ? (Entry extends unknown ? Omit<Entry, 'at'> : never) : never;

/** Milliseconds since the epoch, of a second after the beginning. */
export const second = (after: number): number => START + after * 1000;

const time = (after: number): string => new Date(second(after)).toISOString();

/** Ada and someone without a name. */
export function timelineOf(...told: [after: number, fact: Fact][]): Timeline {
  const seat = { state: 'connected', joinedAt: time(0), leftAt: null } as const;
  return {
    call: {
      id: 'a-call',
      name: null,
      state: 'active',
      maxParticipants: 2,
      metadata: {},
      listed: true,
      participants: [],
      joinUrl: 'https://calls.example/c/a-call',
      createdAt: time(0),
      startedAt: null,
      endedAt: null,
      endReason: null,
    },
    participants: [
      { id: 'a', displayName: 'Ada', ...seat },
      { id: 'b', displayName: null, ...seat },
    ],
    entries: told.map(([after, fact]) => Object.assign({ at: time(after) }, fact)),
  };
}
