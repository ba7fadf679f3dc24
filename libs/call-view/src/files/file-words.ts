// The words of files that are offered, sent and received, for whoever they are shown to.
import type { FileLimit, FileTransfer } from '@parley/client/files';
import { WORDS } from '../words/words.ts';

export const FILE_WORDS = {
  attach: 'Send a file',
  drop: 'Drop files to send them to everyone here',
  dropNobody: 'Nobody is here to send files to',
  accept: 'Accept',
  refuse: 'Refuse',
  cancel: 'Cancel',
  save: 'Save',
  pickAgain: 'Pick it again',
  progress: (name: string): string => `Progress of ${name}`,
  preview: (name: string): string => `Picture: ${name}`,
  offers: (file: string, size: string): string => `offers ${file}, ${size}`,
  another: (file: string): string => `That is another file. Pick ${file} itself.`,
  inMemory: 'Kept in this tab until you save it.',
  tooLarge: (limit: string): string => `Too large for this browser, which takes ${limit} at most.`,
} as const;

/** What one needs to know of a transfer to say how it stands. */
export interface TransferFacts {
  readonly direction: 'incoming' | 'outgoing';
  readonly state: FileTransfer['state'];
  readonly size: number;
  readonly transferred: number;
  /** Bytes per second. */
  readonly rate: number | null;
  /** Seconds. */
  readonly timeLeft: number | null;
  /** The code of its error. */
  readonly failure: string | null;
  /** The other side's name; null without one. */
  readonly name: string | null;
}

/** How it stands, in one line. */
export function transferWords(facts: TransferFacts): string {
  const { direction, state, size, transferred, rate, timeLeft, failure } = facts;
  const name = facts.name ?? WORDS.guest;
  const incoming = direction === 'incoming';
  switch (state) {
    case 'offered':
      return incoming ? bytes(size) : `${bytes(size)} · Waiting for ${name}`;
    case 'transferring':
      return [`${bytes(transferred)} of ${bytes(size)}`, rate && `${bytes(rate)}/s`, timeLeft && left(timeLeft)]
        .filter(Boolean)
        .join(' · ');
    case 'interrupted':
      return `${bytes(transferred)} of ${bytes(size)} · Goes on when the connection is back`;
    case 'needs-file':
      return incoming
        ? `Waiting until ${name} picks it again`
        : 'This page was reloaded. Pick the file again to go on.';
    case 'checking':
      return 'Checking that it is whole';
    case 'complete':
      return incoming ? bytes(size) : `${bytes(size)} · Received by ${name}`;
    case 'refused':
      return incoming ? 'You refused it' : `${name} refused it`;
    case 'cancelled':
      return 'Cancelled';
    case 'failed':
      return failureWords(failure, name, incoming);
  }
}

function failureWords(failure: string | null, name: string, incoming: boolean): string {
  switch (failure) {
    case 'storage-full':
      return incoming
        ? 'No more room on this device. Free some, and ask for it again.'
        : `${name} has no more room for it.`;
    case 'file-corrupted':
      return 'It did not arrive as it was sent, so nothing was kept. Send it again.';
    case 'file-changed':
    case 'file-unreadable':
      return incoming ? `${name}’s file was changed or moved.` : 'The file was changed or moved. Send it again.';
    case 'file-withdrawn':
      return `${name} no longer offers it.`;
    case 'participant-left':
      return `${name} left before it was through.`;
    case 'too-many-files':
      return `${name} has too many files to answer already.`;
    default:
      return incoming ? 'It could not be received. Ask for it again.' : 'It could not be sent. Try again.';
  }
}

/** What a person should know before accepting; null for nothing. */
export function limitWords(size: number, limit: FileLimit | null): string | null {
  if (limit && size > limit.bytes) {
    return FILE_WORDS.tooLarge(bytes(limit.bytes));
  }
  return limit?.storage === 'memory' ? FILE_WORDS.inMemory : null;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** As people read it: `640 byte`, `2.3 MB`. */
export function bytes(count: number): string {
  let unit = 0;
  let shown = count;
  while (shown >= 999.5 && unit < UNITS.length - 1) {
    shown /= 1000;
    unit += 1;
  }
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: UNITS[unit] ?? 'byte',
    maximumFractionDigits: unit < 2 || shown >= 100 ? 0 : 1,
  }).format(shown);
}

function left(seconds: number): string {
  const unit = seconds < 90 ? 'second' : seconds < 90 * 60 ? 'minute' : 'hour';
  const count = Math.ceil(seconds / { second: 1, minute: 60, hour: 3600 }[unit]);
  return `${new Intl.NumberFormat(undefined, { style: 'unit', unit, unitDisplay: 'long' }).format(count)} left`;
}
