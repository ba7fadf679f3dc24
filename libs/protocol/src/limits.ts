// Every limit of the contract, once. Characters are Unicode code points; bytes are bytes of UTF-8.

const KIB = 1024;

export const LIMITS = {
  /** Characters in a call's name. */
  nameCharacters: 200,
  /** Characters in a participant's display name. */
  displayNameCharacters: 100,
  /** Characters in the reason of a hang-up. */
  reasonCharacters: 200,
  /** Characters in a signal's messageId: at least one. */
  messageIdCharacters: 64,
  /** Characters in a connection; the default is the empty string. */
  connectionCharacters: 32,
  /** Seats of one call. */
  minParticipants: 2,
  maxParticipants: 100,
  defaultParticipants: 2,
  /** A participant's secret: base64url characters. */
  minSecretCharacters: 22,
  maxSecretCharacters: 128,
  /** Characters in a call's password: at least one. */
  passwordCharacters: 128,
  /** Characters in an identity: at least one. */
  identityCharacters: 128,
  /** Knocks that wait at a call. */
  waitingKnocks: 100,
  /** Seconds after which one who was refused may knock again. */
  knockAgainSeconds: 60,
  /** Signals in one answer of a mailbox. */
  mailboxPage: 500,
  /** Unconfirmed signals that a mailbox (or an open offer with its candidates) holds. */
  mailboxUnconfirmed: 5000,
  /** Items on a page of a list. */
  defaultPage: 50,
  maxPage: 200,
  /** Seconds for which an answer of a mailbox or a knock may be held. */
  maxWaitSeconds: 30,
  /** Seconds for which a join token serves. */
  defaultTokenSeconds: 3600,
  maxTokenSeconds: 30 * 24 * 3600,
  /** Bytes of a session description's SDP, in UTF-8. */
  sdpBytes: 64 * KIB,
  /** Bytes of a candidate, as JSON. */
  candidateBytes: 4 * KIB,
  /** Bytes of a call's metadata, as JSON. */
  metadataBytes: 4 * KIB,
  /** Bytes of a request body, and of a Socket.IO frame. */
  bodyBytes: 256 * KIB,
  /** Depth to which JSON may be nested. */
  jsonDepth: 32,
  /** Calls in the answer to `watch`. */
  watchedCalls: 50,
  /** Entries of one report to a call's timeline, and its bytes as JSON. */
  timelineReportEntries: 50,
  timelineReportBytes: 8 * KIB,
  /** Entries that are kept of what one participant reports, and as many of what the server knows of its seat: the newest. */
  timelineEntries: 2000,
  /** Characters of a code or a cause in a report. */
  timelineCodeCharacters: 48,
} as const;
