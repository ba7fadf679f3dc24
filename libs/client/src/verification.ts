// The entry `@parley/client/verification`: words that show that nobody is between two participants.
export type { Emoji } from './verification/emoji.ts';
export { REVEAL_TIME, UNASKED_ROUNDS } from './verification/peer-verification.ts';
export type { VerificationState, VerificationStatus } from './verification/status.ts';
export { Verification, VerificationEvent, type VerificationEventMap } from './verification/verification.ts';
