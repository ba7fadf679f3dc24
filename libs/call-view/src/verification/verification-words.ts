// The words of the verification, in one place.

export const VERIFICATION_WORDS = {
  title: 'Verify',
  open: 'Verify this call',
  intro: (name: string): string =>
    `Read these words to each other. If ${name} sees the same ones, nobody is listening in between.`,
  emojiIntro: 'Or compare these:',
  words: 'Words to compare',
  emoji: 'Emoji to compare',
  same: 'They are the same',
  differ: 'They differ',
  verified: (name: string): string => `Verified: nobody is in between you and ${name}.`,
  verifiedSign: 'Verified',
  waiting: (name: string): string => `Agreeing on words with ${name}’s page. If none come, that page cannot verify.`,
  lapsed: (name: string): string =>
    `${name} was verified, and has a new connection since, as after a reload. Compare again.`,
  mismatchLine: (name: string): string => `Somebody may be in between you and ${name}`,
  mismatch: 'Somebody is in between and can hear you. Say nothing private, hang up, and talk some other way.',
  again: 'Compare new words',
  retry: 'Try again',
} as const;
