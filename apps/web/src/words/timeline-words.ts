// The words of a call's timeline. Names of states are the field's, as far as people who read it know them.
import type { TimelineEntry } from '@parley/client/flight-recorder';

type Of<Kind extends TimelineEntry['kind']> = Extract<TimelineEntry, { kind: Kind }>;

const CALL: Readonly<Record<Of<'call'>['state'], string>> = {
  waiting: 'The call was created',
  active: 'The call is active: two are in it',
  ended: 'The call ended',
};

const SEAT: Readonly<Record<Of<'seat'>['state'], string>> = {
  joined: 'joined',
  gone: 'is not heard from by the server',
  back: 'is back at the server',
  replaced: 'was opened anew, in another tab or after a reload',
  left: 'left',
};

const REASONS: Readonly<Record<string, string>> = {
  hangup: 'hung up',
  lost: 'away for too long',
  removed: 'removed',
  replaced: 'came again elsewhere',
  ended: 'the call ended',
  restart: 'the server was started anew',
  deleted: 'deleted',
  abandoned: 'everyone was lost',
  expired: 'nobody was in it',
};

export const TIMELINE_WORDS = {
  title: 'Timeline',
  intro: 'What happened in this call, as the server and each side’s browser told it. Nothing that was said is in it.',
  loading: 'Reading what happened',
  refresh: 'Refresh',
  exportJson: 'Export JSON',
  zoomIn: 'Closer',
  zoomOut: 'Wider',
  drawing: 'Drawing of the timeline',
  all: 'Everything, in order',
  guest: (number: number): string => `Guest ${number}`,
  someone: 'someone',
  folded: (duration: string): string => `${duration} in which nothing happened`,
  /** The same in a few letters: `9 s`, `12 min`, `3 h`. */
  hidden: (milliseconds: number): string => {
    const seconds = milliseconds / 1000;
    if (seconds < 100) return `${Math.round(seconds)} s`;
    return seconds < 6000 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
  },
  legend:
    'O offer · A answer · H hang-up · below them candidates · dashed: not confirmed · P path of media · ! error · ? diagnosis',

  key: {
    intro:
      'This tab has no seat in the call. Whoever sat in it, or has an API key of the server, may read its timeline.',
    field: 'Secret or API key',
    show: 'Show timeline',
  },

  rows: {
    seat: 'Seat, by the server',
    signaling: 'Socket to the server',
    network: 'Network',
    page: 'Page',
    connection: (peer: string): string => `Connection to ${peer}`,
    ice: (peer: string): string => `ICE to ${peer}`,
    recovery: (peer: string): string => `Recovery to ${peer}`,
    quality: (peer: string): string => `Quality to ${peer}`,
    signals: 'Signals sent',
    marks: 'Path, errors, diagnosis',
  },

  /** In a band. */
  states: {
    joined: 'here',
    back: 'here',
    replaced: 'here, anew',
    gone: 'not heard from',
    connected: 'connected',
    hidden: 'in the background',
  } as Readonly<Record<string, string>>,

  lines: {
    call: ({ state, reason }: Of<'call'>): string => because(CALL[state], reason),
    seat: ({ state, reason }: Of<'seat'>): string => because(SEAT[state], reason),
    signal: (type: string, to: string, details: string): string =>
      `sent ${ARTICLES[type] ?? type} to ${to} (${details})`,
    candidates: (count: number, to: string, delivered: number): string =>
      `sent ${count} candidates to ${to} (${delivered} confirmed)`,
    nobody: 'whoever comes',
    confirmed: 'confirmed',
    notConfirmed: 'not confirmed',
    dropped: 'dropped',
    signaling: { connected: 'has its socket to the server', reconnecting: 'lost its socket to the server' },
    network: { online: 'is online again', offline: 'went offline' },
    page: { visible: 'has the page in front', hidden: 'has the page in the background', closed: 'closed the page' },
    connection: (peer: string, state: string): string => `connection to ${peer}: ${state}`,
    ice: (peer: string, state: string): string => `ICE to ${peer}: ${state}`,
    recovery: (peer: string, state: string): string => `recovery of the connection to ${peer}: ${state}`,
    quality: (peer: string, state: string): string => `quality of the connection to ${peer}: ${state}`,
    path: (peer: string, { local, remote, protocol }: Of<'path'>): string =>
      `media to ${peer} goes from ${local} to ${remote} over ${protocol.toUpperCase()}`,
    error: (code: string): string => `error: ${code}`,
    diagnosis: (cause: string, peer: string | null): string =>
      peer === null ? `diagnosis: ${cause}` : `diagnosis for ${peer}: ${cause}`,
  },
} as const;

const ARTICLES: Readonly<Record<string, string>> = {
  offer: 'an offer',
  answer: 'an answer',
  candidate: 'a candidate',
  hangup: 'a hang-up',
};

function because(what: string, reason: string | null): string {
  return reason === null ? what : `${what}: ${REASONS[reason] ?? reason}`;
}
