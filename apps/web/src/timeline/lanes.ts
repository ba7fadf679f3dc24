// A timeline as lanes, one for each participant: rows of bands (what was so for a while) and of ticks (what happened). Pure.
import type { Timeline, TimelineEntry } from '@parley/client/flight-recorder';
import { TIMELINE_WORDS } from '../words/timeline-words.ts';
import { lineOf, type Namer, namerOf } from './lines.ts';

/** How a state is to be looked at. */
export type Tone = 'good' | 'trying' | 'bad' | 'calm';

export interface Band {
  from: number;
  to: number;
  label: string;
  tone: Tone;
}

export interface Tick {
  at: number;
  label: string;
  /** One letter, or none for what comes in crowds. */
  letter: string;
  tone: Tone;
}

export interface Row {
  id: string;
  label: string;
  bands: readonly Band[];
  ticks: readonly Tick[];
}

export interface Lane {
  id: string;
  name: string;
  rows: readonly Row[];
}

const { rows: LABELS, states: STATES } = TIMELINE_WORDS;

const TONES: Readonly<Record<string, Tone>> = {
  joined: 'good',
  back: 'good',
  replaced: 'good',
  connected: 'good',
  completed: 'good',
  good: 'good',
  fair: 'trying',
  gone: 'trying',
  connecting: 'trying',
  checking: 'trying',
  reconnecting: 'trying',
  disconnected: 'trying',
  waiting: 'trying',
  renewing: 'trying',
  restarting: 'trying',
  relaying: 'trying',
  poor: 'bad',
  lost: 'bad',
  failed: 'bad',
  offline: 'bad',
};

/** After these nothing is to be shown any more: it is over, or it is as it should be and another row says so. */
const ENDS: ReadonlySet<string> = new Set([
  'seat left',
  'network online',
  'page visible',
  'page closed',
  'signaling connected',
  'connection new',
  'connection closed',
  'ice new',
  'ice closed',
  'recovery connected',
]);
/** Beside the seat, each row in the order of what stands on what. */
const OWN_KINDS = ['network', 'page', 'signaling'] as const;
const PEER_KINDS = ['connection', 'ice', 'recovery', 'quality'] as const;

type StateEntry = TimelineEntry & { state: string };

export function lanesOf(timeline: Timeline): Lane[] {
  const { participants, entries } = timeline;
  const nameOf = namerOf(participants);
  const end = Math.max(...entries.map(({ at }) => Date.parse(at)), 0);
  return participants.map(({ id }) => {
    const own = entries.filter((entry) => 'participant' in entry && entry.participant === id);
    const left = own.findLast((entry) => entry.kind === 'seat' && entry.state === 'left');
    const until = left ? Date.parse(left.at) : end;
    const rows = [
      bandRow('seat', LABELS.seat, own, until),
      ...OWN_KINDS.map((kind) => bandRow(kind, LABELS[kind], own, until)),
      ...participants.flatMap((peer) => peerRows(own, peer.id, nameOf, until)),
      signalRow(own, nameOf),
      markRow(own, nameOf),
    ];
    return { id, name: nameOf(id), rows: rows.filter(({ bands, ticks }) => bands.length + ticks.length > 0) };
  });
}

function peerRows(own: readonly TimelineEntry[], peer: string, nameOf: Namer, until: number): Row[] {
  const about = own.filter((entry) => 'peer' in entry && entry.peer === peer);
  return PEER_KINDS.map((kind) => bandRow(kind, LABELS[kind](nameOf(peer)), about, until, peer));
}

/** What was so from one entry of a kind to the next. */
function bandRow(
  kind: TimelineEntry['kind'],
  label: string,
  entries: readonly TimelineEntry[],
  until: number,
  about = '',
): Row {
  const states = entries.filter((entry): entry is StateEntry => entry.kind === kind && 'state' in entry);
  const bands = states.flatMap(({ at, state }, index): Band[] => {
    if (ENDS.has(`${kind} ${state}`)) return [];
    const from = Date.parse(at);
    const next = states[index + 1];
    const to = Math.max(from, next ? Date.parse(next.at) : until);
    return [{ from, to, label: STATES[state] ?? state, tone: TONES[state] ?? 'calm' }];
  });
  return { id: `${kind} ${about}`, label, bands, ticks: [] };
}

const LETTERS: Readonly<Record<string, string>> = { offer: 'O', answer: 'A', hangup: 'H' };

function signalRow(own: readonly TimelineEntry[], nameOf: Namer): Row {
  const ticks = own.flatMap((entry): Tick[] => {
    if (entry.kind !== 'signal') return [];
    const tone = entry.delivered ? 'good' : 'trying';
    return [{ at: Date.parse(entry.at), label: lineOf(entry, nameOf), letter: LETTERS[entry.type] ?? '', tone }];
  });
  return { id: 'signals', label: LABELS.signals, bands: [], ticks };
}

/** Candidate pairs, errors and diagnoses. */
function markRow(own: readonly TimelineEntry[], nameOf: Namer): Row {
  const ticks = own.flatMap((entry): Tick[] => {
    const mark = MARKS[entry.kind];
    return mark ? [{ at: Date.parse(entry.at), label: lineOf(entry, nameOf), ...mark }] : [];
  });
  return { id: 'marks', label: LABELS.marks, bands: [], ticks };
}

const MARKS: Readonly<Partial<Record<TimelineEntry['kind'], Pick<Tick, 'letter' | 'tone'>>>> = {
  path: { letter: 'P', tone: 'calm' },
  error: { letter: '!', tone: 'bad' },
  diagnosis: { letter: '?', tone: 'bad' },
};
