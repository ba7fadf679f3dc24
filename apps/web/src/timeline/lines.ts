// A timeline as lines to read, in order: each entry in words, candidates that follow each other as one. Pure.
import type { Timeline, TimelineEntry } from '@parley/client/flight-recorder';
import { TIMELINE_WORDS } from '../words/timeline-words.ts';

/** The name of whoever has this id. */
export type Namer = (id: string | null) => string;

export interface Line {
  /** Milliseconds since the epoch. */
  at: number;
  /** Empty for what is the call's own. */
  who: string;
  what: string;
}

const WORDS = TIMELINE_WORDS.lines;

export function namerOf(participants: Timeline['participants']): Namer {
  const names = new Map(
    participants.map(({ id, displayName }, index) => [id, displayName ?? TIMELINE_WORDS.guest(index + 1)]),
  );
  return (id) => (id === null ? TIMELINE_WORDS.lines.nobody : (names.get(id) ?? TIMELINE_WORDS.someone));
}

export function linesOf({ participants, entries }: Timeline): Line[] {
  const nameOf = namerOf(participants);
  return inCrowds(entries).map((crowd) => {
    const [first] = crowd;
    const who = 'participant' in first ? nameOf(first.participant) : '';
    const what =
      crowd.length > 1 && first.kind === 'signal' ? crowdLine(crowd, nameOf(first.peer)) : lineOf(first, nameOf);
    return { at: Date.parse(first.at), who, what };
  });
}

type Crowd = [TimelineEntry, ...TimelineEntry[]];

/** Candidates between the same two that follow each other belong together. */
function inCrowds(entries: readonly TimelineEntry[]): Crowd[] {
  const crowds: Crowd[] = [];
  for (const entry of entries) {
    const last = crowds.at(-1);
    if (last && isCandidate(entry) && candidatesTo(last[0]) === candidatesTo(entry)) last.push(entry);
    else crowds.push([entry]);
  }
  return crowds;
}

function isCandidate(entry: TimelineEntry): boolean {
  return entry.kind === 'signal' && entry.type === 'candidate';
}

function candidatesTo(entry: TimelineEntry): string | null {
  return entry.kind === 'signal' && entry.type === 'candidate' ? `${entry.participant} ${entry.peer}` : null;
}

function crowdLine(crowd: Crowd, to: string): string {
  const delivered = crowd.filter((entry) => entry.kind === 'signal' && entry.delivered).length;
  return WORDS.candidates(crowd.length, to, delivered);
}

export function lineOf(entry: TimelineEntry, nameOf: Namer): string {
  switch (entry.kind) {
    case 'call':
      return WORDS.call(entry);
    case 'seat':
      return WORDS.seat(entry);
    case 'signal': {
      const { type, peer, size, delivered } = entry;
      const details = size === null ? [WORDS.dropped] : [bytes(size), delivered ? WORDS.confirmed : WORDS.notConfirmed];
      return WORDS.signal(type, nameOf(peer), details.join(', '));
    }
    case 'signaling':
      return WORDS.signaling[entry.state];
    case 'network':
      return WORDS.network[entry.state];
    case 'page':
      return WORDS.page[entry.state];
    case 'connection':
    case 'ice':
    case 'recovery':
    case 'quality':
      return WORDS[entry.kind](nameOf(entry.peer), entry.state);
    case 'path':
      return WORDS.path(nameOf(entry.peer), entry);
    case 'error':
      return WORDS.error(entry.code);
    case 'diagnosis':
      return WORDS.diagnosis(entry.cause, entry.peer === null ? null : nameOf(entry.peer));
  }
}

function bytes(size: number): string {
  return size < 1000 ? `${size} B` : `${(size / 1000).toFixed(1)} kB`;
}

/** `0:07.250`: since the beginning. */
export function offsetWords(milliseconds: number): string {
  const total = Math.max(0, Math.round(milliseconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, seconds] = [
    Math.floor(total / 3_600_000),
    Math.floor(total / 60_000) % 60,
    Math.floor(total / 1000) % 60,
  ];
  const rest = `${two(seconds)}.${String(total % 1000).padStart(3, '0')}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
