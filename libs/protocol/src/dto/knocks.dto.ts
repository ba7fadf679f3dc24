// Knocking at a call with a lobby, and answering it.
import { ApiProperty } from '@nestjs/swagger';
import type { Page } from '../call.ts';
import type { AnswerKnockPayload, KnockPayload } from '../events.ts';
import type { Knock, KnockMade, KnockState, KnockVerdict } from '../knock.ts';
import { LIMITS } from '../limits.ts';
import { CURSOR, TEXT_OR_NULL, TIME } from './answer-fields.ts';
import { Choice, Opaque, QueryInteger } from './fields.decorator.ts';
import { NewcomerDto } from './seats.dto.ts';

/** `POST /calls/{id}/knocks`. */
export class MakeKnockDto extends NewcomerDto {}

/** `knock`. */
export class KnockDto extends MakeKnockDto implements KnockPayload {
  @Opaque()
  callId!: string;
}

/** `PATCH /calls/{id}/knocks/{kid}`. */
export class ChangeKnockDto {
  @Choice(['admitted', 'refused'])
  state!: KnockVerdict;
}

/** `answer-knock`. */
export class AnswerKnockDto extends ChangeKnockDto implements AnswerKnockPayload {
  @Opaque()
  knockId!: string;
}

/** `GET /calls/{id}/knocks/{kid}`. */
export class KnockQueryDto {
  /** Seconds for which the answer is held while the knock waits. */
  @QueryInteger({ min: 0, max: LIMITS.maxWaitSeconds, doc: { default: 0 } })
  wait: number = 0;
}

export class KnockAnswer implements Knock {
  @ApiProperty()
  id!: string;

  @ApiProperty({ ...TEXT_OR_NULL, maxLength: LIMITS.displayNameCharacters })
  displayName!: string | null;

  @ApiProperty({ type: String, enum: ['waiting', 'admitted', 'refused', 'withdrawn'] })
  state!: KnockState;

  @ApiProperty(TIME)
  createdAt!: string;

  @ApiProperty({ required: false, description: 'The `sub` of the token that it came with.' })
  identity?: string;
}

export class KnockMadeAnswer extends KnockAnswer implements KnockMade {
  @ApiProperty({ required: false, description: 'Only when the server made it: once admitted one joins with it.' })
  secret?: string;
}

export class KnockPageAnswer implements Page<Knock> {
  @ApiProperty({ type: [KnockAnswer] })
  items!: KnockAnswer[];

  @ApiProperty(CURSOR)
  nextCursor!: string | null;
}
