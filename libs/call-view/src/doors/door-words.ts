// The words at a call's door, in one place.

export const DOOR_WORDS = {
  password: 'Password',
  required: 'This call asks for a password. Whoever invited you knows it.',
  wrong: 'That password is not right. Ask whoever invited you, and try again.',
  knocking: 'Waiting to be let in',
  knockingIntro: 'Someone in the call sees that you are here. Keep this page open.',
  entering: 'You are let in',
  cancel: 'Cancel',
} as const;
