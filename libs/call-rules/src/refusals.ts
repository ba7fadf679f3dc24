// The words of every refusal that a call, a seat or a mailbox can give, once. Each says what to do next.
import { LIMITS, Refusal } from '@parley/protocol';

/** Seconds after which a full mailbox is worth another try: its receiver must confirm something first. */
const MAILBOX_RETRY_SECONDS = 5;
/** Seconds after which a full lobby is worth another knock: somebody must be answered first, or give up. */
const LOBBY_RETRY_SECONDS = 10;

export const refusals = {
  callNotFound: () => new Refusal('call-not-found', 'There is no such call: check the link, or create a call.'),
  callEnded: () => new Refusal('call-ended', 'This call has ended: create a new one.'),
  callFull: (maxParticipants: number) =>
    new Refusal('call-full', `All ${maxParticipants} seats of this call are taken: try again when someone has left.`),
  removed: () => new Refusal('forbidden', 'This participant was removed from the call and cannot come back with it.'),
  locked: () => new Refusal('call-locked', 'This call is locked: ask someone in it to unlock it.'),
  admissionRequired: () =>
    new Refusal('admission-required', 'This call has a lobby: knock, and join once you are let in.'),
  passwordRequired: () => new Refusal('password-required', 'This call has a password: join with it.'),
  wrongPassword: () => new Refusal('wrong-password', 'This is not the call’s password: check it, and try again.'),
  falseOwner: () => new Refusal('unauthorized', 'This `ownerSecret` is not the call’s: check it, or leave it out.'),
  identityTaken: () =>
    new Refusal('identity-taken', 'This identity has a seat in the call already: leave there first, or take it back.'),
  knockNotFound: () => new Refusal('knock-not-found', 'There is no such knock at this call: knock again.'),
  knockOver: () => new Refusal('knock-not-found', 'Nobody waits with this knock any more.'),
  seatToTakeBack: () =>
    new Refusal('already-joined', 'This secret has a seat in the call already: join with it, without knocking.'),
  notLetIn: (retryAfter: number) =>
    new Refusal('rate-limited', `You were not let in. Knock again in ${retryAfter} seconds.`, { retryAfter }),
  lobbyFull: () =>
    new Refusal('rate-limited', `${LIMITS.waitingKnocks} wait to be let in already: knock again a little later.`, {
      retryAfter: LOBBY_RETRY_SECONDS,
    }),
  notJoined: () => new Refusal('not-joined', 'This seat is not held here any more: join the call again.'),
  participantNotFound: () =>
    new Refusal('participant-not-found', 'There is no such participant in this call, or it has left.'),
  toOneself: () =>
    new Refusal('invalid-payload', 'A signal goes to another participant.', {
      errors: [{ path: 'to', message: 'must not be your own id' }],
    }),
  unknownPeer: () => new Refusal('participant-not-found', 'A `peer` names nobody who ever had a seat in this call.'),
  ownPeer: () =>
    new Refusal('invalid-payload', 'A `peer` is another participant.', {
      errors: [{ path: 'entries', message: 'no peer must be your own id' }],
    }),
  noTaker: () =>
    new Refusal('no-taker', 'Nobody can take this without a `to`: offer first, or name the participant in `to`.'),
  mailboxFull: () =>
    new Refusal(
      'mailbox-full',
      `The mailbox holds ${LIMITS.mailboxUnconfirmed} unconfirmed signals: try again when its reader has confirmed some.`,
      { retryAfter: MAILBOX_RETRY_SECONDS },
    ),
  preconditionFailed: () =>
    new Refusal('precondition-failed', 'The call has changed since that version: read it again and repeat the change.'),
  afterPastLast: (lastSeq: number) =>
    new Refusal('invalid-payload', 'The position is past the end of the mailbox.', {
      errors: [{ path: 'after', message: `must not be past the last seq, ${lastSeq}` }],
    }),
  foreignCursor: () =>
    new Refusal('invalid-payload', 'The cursor belongs to no page of this list: begin again without one.', {
      errors: [{ path: 'cursor', message: "must be this list's nextCursor" }],
    }),
} as const;
