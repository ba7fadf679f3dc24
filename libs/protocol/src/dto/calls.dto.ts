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
}

/** What is left out stays as it is. */
export class ChangeCallDto {
  @Text({ max: LIMITS.nameCharacters, optional: true, nullable: true })
  name?: string | null;

  @FreeJson({ optional: true })
  metadata?: Metadata;

  @Flag({ optional: true })
  listed?: boolean;

  /** Ends the call. */
  @Choice(['ended'], { optional: true })
  state?: 'ended';
}
