// Calls as they are asked for and changed over REST.
import type { Metadata } from '../call.ts';
import { LIMITS } from '../limits.ts';
import { Choice, Flag, FreeJson, Integer, Text } from './fields.decorator.ts';

export class CreateCallDto {
  @Text({ max: LIMITS.nameCharacters, optional: true, nullable: true, doc: { default: null } })
  name: string | null = null;

  @Integer({
    min: LIMITS.minParticipants,
    max: LIMITS.maxParticipants,
    optional: true,
    doc: { default: LIMITS.defaultParticipants },
  })
  maxParticipants: number = LIMITS.defaultParticipants;

  @FreeJson({ optional: true, doc: { default: {} } })
  metadata: Metadata = {};

  /** Whether the call stands in public lists. */
  @Flag({ optional: true, doc: { default: true } })
  listed: boolean = true;

  /** What newcomers are asked for; null for nothing. */
  @Text({ min: 1, max: LIMITS.passwordCharacters, optional: true, nullable: true, doc: { default: null } })
  password: string | null = null;

  /** Whether newcomers knock, and a moderator lets them in. */
  @Flag({ optional: true, doc: { default: false } })
  lobby: boolean = false;
}

/** What is left out stays as it is. */
export class ChangeCallDto {
  @Text({ max: LIMITS.nameCharacters, optional: true, nullable: true })
  name?: string | null;

  @FreeJson({ optional: true })
  metadata?: Metadata;

  @Flag({ optional: true })
  listed?: boolean;

  /** Null takes it away. */
  @Text({ min: 1, max: LIMITS.passwordCharacters, optional: true, nullable: true })
  password?: string | null;

  @Flag({ optional: true })
  lobby?: boolean;

  /** Whether nobody comes anew. */
  @Flag({ optional: true })
  locked?: boolean;

  /** Ends the call. */
  @Choice(['ended'], { optional: true })
  state?: 'ended';
}
