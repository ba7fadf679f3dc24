// Why a transfer ended without its file: stable codes, the same on the wire, in errors and in docs/files.md.
import type { ClientErrorCode } from '../call-error.ts';

/** What can end a transfer beside the two people: told to the other side as the `code` of `cancel`. */
export type FileFailure = Extract<
  ClientErrorCode,
  | 'file-changed'
  | 'file-corrupted'
  | 'file-protocol'
  | 'file-too-large'
  | 'file-unreadable'
  | 'file-withdrawn'
  | 'participant-left'
  | 'storage-failed'
  | 'storage-full'
  | 'too-many-files'
>;

/** The `code` of `cancel` when a person did it. */
export const CANCELLED = 'cancelled';

/** What a transfer's error says to a person, and what to do next. */
export const FILE_FAILURES: Readonly<Record<FileFailure, string>> = {
  'file-changed':
    'This is not the file that was offered, or it was changed since. Pick the same file, or send it anew.',
  'file-corrupted': 'What arrived is not what was sent, so it was thrown away. Send it again.',
  'file-protocol': 'The other side sent what does not fit. Reload both pages, and send it again.',
  'file-too-large': 'This file is larger than this browser can take. Free some space, or use another browser.',
  'file-unreadable': 'The file can no longer be read at the sender’s. Send it again from where it is now.',
  'file-withdrawn': 'The sender no longer offers this file. Ask for it again.',
  'participant-left': 'The other side left the call before the file was through.',
  'storage-failed': 'The browser could not write the file. Try again, or use another browser.',
  'storage-full': 'There is no more room on this device. Free some space, and have it sent again.',
  'too-many-files': 'Too many files wait for an answer already.',
};

/** Whether a `cancel` names a failure that this side knows; a code of a later version counts as a plain cancel. */
export function isFileFailure(code: string): code is FileFailure {
  return Object.hasOwn(FILE_FAILURES, code);
}
