// Trouble in words a person understands: what is wrong, what to do, and the buttons that do it.
import type { TroubleKind } from '../state/trouble.ts';

/** What a button under a trouble does; the screen that shows the trouble knows how. */
export type RemedyAction = 'retry' | 'sound-only' | 'secure-address' | 'start-page' | 'back-to-call';

export interface Remedy {
  action: RemedyAction;
  label: string;
}

export interface TroubleWords {
  what: string;
  todo: string;
  /** The first is the one to press. */
  remedies: readonly Remedy[];
}

const retry: Remedy = { action: 'retry', label: 'Try again' };
const soundOnly: Remedy = { action: 'sound-only', label: 'Sound only' };
const startPage: Remedy = { action: 'start-page', label: 'To the start page' };

export const TROUBLE_WORDS: Readonly<Record<TroubleKind, TroubleWords>> = {
  'camera-refused': {
    what: 'This page may not use your camera.',
    todo: 'Allow the camera with the sign beside the address, then try again. You can also join with sound alone.',
    remedies: [retry, soundOnly],
  },
  'microphone-refused': {
    what: 'This page may not use your microphone.',
    todo: 'Allow the microphone with the sign beside the address, then try again. You can join without it and listen.',
    remedies: [retry],
  },
  'no-camera': {
    what: 'No camera was found.',
    todo: 'Plug one in and try again, or go on with sound alone.',
    remedies: [retry, soundOnly],
  },
  'no-microphone': {
    what: 'No microphone was found.',
    todo: 'Plug one in and try again. You can join without it and listen.',
    remedies: [retry],
  },
  'camera-in-use': {
    what: 'Another program is using your camera.',
    todo: 'Close that program and try again, or go on with sound alone.',
    remedies: [retry, soundOnly],
  },
  'microphone-in-use': {
    what: 'Another program is using your microphone.',
    todo: 'Close that program and try again.',
    remedies: [retry],
  },
  'screen-refused': {
    what: 'Your system does not let this browser see the screen.',
    todo: 'Allow the browser to record the screen in the settings of your system, then share again.',
    remedies: [],
  },
  'connection-failed': {
    what: 'No way was found between your two networks.',
    todo: 'Try again from another network, such as your phone’s. If that is no help, whoever runs this server can add a relay.',
    remedies: [retry],
  },
  'no-speaker': {
    what: 'This speaker cannot be used.',
    todo: 'Choose another one under More. The others are heard where they were.',
    remedies: [],
  },
  'insecure-context': {
    what: 'The browser hides camera and microphone from this address, because it is not secure.',
    todo: 'Open the page at its https address. The browser will ask once whether you trust it.',
    remedies: [{ action: 'secure-address', label: 'Open the https address' }],
  },
  'server-unreachable': {
    what: 'The server cannot be reached.',
    todo: 'Check your network and try again. A call that is running goes on without it.',
    remedies: [retry],
  },
  'origin-refused': {
    what: 'This site may not make calls on that server.',
    todo: 'Whoever runs the server can let it in: PARLEY_CORS_ORIGINS must name the address that the details show.',
    remedies: [retry],
  },
  unavailable: {
    what: 'The server cannot store anything right now.',
    todo: 'Wait a moment and try again. Nothing was lost.',
    remedies: [retry],
  },
  'rate-limited': {
    what: 'That was a little too fast for the server.',
    todo: 'Wait a moment and try again.',
    remedies: [retry],
  },
  'call-full': {
    what: 'This call is full.',
    todo: 'Try again when someone has left, or make a call of your own.',
    remedies: [retry, startPage],
  },
  'call-locked': {
    what: 'This call is locked.',
    todo: 'Nobody new gets in for now. Ask someone in it to unlock it, then try again.',
    remedies: [retry, startPage],
  },
  'not-admitted': {
    what: 'You were not let in.',
    todo: 'Ask whoever invited you. You can knock again in a minute.',
    remedies: [{ action: 'retry', label: 'Knock again' }, startPage],
  },
  'identity-taken': {
    what: 'You are in this call already.',
    todo: 'Leave it where it is open, then join here.',
    remedies: [retry, startPage],
  },
  'call-ended': {
    what: 'This call has ended.',
    todo: 'Make a new one and send its link.',
    remedies: [startPage],
  },
  'call-not-found': {
    what: 'There is no call at this address.',
    todo: 'Ask for the link again: part of it may be missing. Or make a call of your own.',
    remedies: [startPage],
  },
  unauthorized: {
    what: 'This call is joined with a personal link.',
    todo: 'Open the link that you were sent, all of it. If it no longer works, ask for a new one.',
    remedies: [startPage],
  },
  replaced: {
    what: 'This call was opened elsewhere.',
    todo: 'It goes on there, in another tab or window. You can close this page.',
    remedies: [startPage],
  },
  removed: {
    what: 'You were removed from this call.',
    todo: 'Whoever moderates the call decides who is in it. You can make one of your own.',
    remedies: [startPage],
  },
  lost: {
    what: 'Your place in this call was lost.',
    todo: 'You were away for too long. Join again, if the others are still there.',
    remedies: [{ action: 'back-to-call', label: 'Join again' }, startPage],
  },
  unknown: {
    what: 'Something went wrong.',
    todo: 'Try again. If it stays, tell whoever runs this server what the details say.',
    remedies: [retry, startPage],
  },
};
