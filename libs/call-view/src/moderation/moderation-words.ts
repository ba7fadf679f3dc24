// The words of moderation, in one place.
import type { MutedKind } from '@parley/client/moderation';

export const MODERATION_WORDS = {
  wantsIn: (name: string): string => `${name} would like to join`,
  admit: 'Admit',
  refuse: 'Refuse',

  asked: {
    microphone: 'You were asked to mute',
    camera: 'You were asked to turn your camera off',
    screen: 'You were asked to stop sharing',
  } satisfies Record<MutedKind, string>,
  notNow: 'Not now',

  door: 'Who may come in',
  lock: 'Lock call',
  unlock: 'Unlock call',
  lockIntro: 'A locked call lets nobody new in.',
  lobby: 'Lobby',
  lobbyIntro: 'Newcomers wait until you let them in.',
  password: 'Password',
  setPassword: 'Set',
  removePassword: 'Remove password',
  passwordSet: 'Newcomers are asked for a password.',

  people: 'People',
  you: (name: string | null): string => (name === null ? 'You' : `${name} (you)`),
  moderator: 'Moderator',
  askToMute: 'Ask to mute',
  wasAsked: 'Asked',
  makeModerator: 'Make moderator',
  giveUp: 'Stop moderating',
  remove: 'Remove',
  removeIntro: (name: string): string => `${name} leaves the call, and cannot come back.`,
  removeForGood: 'Remove for good',
  keep: 'Keep',
  nobodyElse: 'Nobody else is here.',

  endForAll: 'End for all',
  endTitle: 'End the call for everyone?',
  endIntro: 'Everybody leaves, and the link leads nowhere any more.',
  cancel: 'Cancel',
} as const;
