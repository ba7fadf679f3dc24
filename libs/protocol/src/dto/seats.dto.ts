// Coming to a call, taking a seat in it, and leaving it.
import type { HangupPayload, JoinPayload } from '../events.ts';
import { LIMITS } from '../limits.ts';
import { Integer, Opaque, Secret, Text } from './fields.decorator.ts';

/** What whoever comes anew says, at the door and in the lobby. */
export class NewcomerDto {
  /** The seat itself, or the one to come, chosen by its holder; left out, the server makes one and tells it this once. */
  @Secret({ optional: true })
  secret?: string;

  @Text({ max: LIMITS.displayNameCharacters, optional: true, nullable: true })
  displayName?: string | null;

  /** A join token. */
  @Opaque({ optional: true })
  token?: string;

  /** Of a call that is `passwordProtected`. */
  @Text({ min: 1, max: LIMITS.passwordCharacters, optional: true })
  password?: string;
}

/** `POST /calls/{id}/participants`. */
export class TakeSeatDto extends NewcomerDto {
  /** The call's: it comes past password, lock and lobby, and may `moderate`. */
  @Opaque({ optional: true })
  ownerSecret?: string;
}

/** `join`. */
export class JoinDto extends TakeSeatDto implements JoinPayload {
  @Opaque()
  callId!: string;

  /** The position up to which the reader has its mailbox. */
  @Integer({ min: 0, optional: true })
  after?: number;
}

/** `hangup`. */
export class HangupDto implements HangupPayload {
  @Text({ max: LIMITS.reasonCharacters, optional: true, nullable: true })
  reason: string | null = null;
}
