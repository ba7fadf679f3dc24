// Making a join token.
import { ApiProperty } from '@nestjs/swagger';
import { LIMITS } from '../limits.ts';
import type { IssuedToken } from '../token.ts';
import { TIME } from './answer-fields.ts';
import { Integer, Text } from './fields.decorator.ts';

/** `POST /calls/{id}/tokens`. */
export class CreateTokenDto {
  /** The name its holder has in the call; left out, they give one themselves. */
  @Text({ max: LIMITS.displayNameCharacters, optional: true, nullable: true })
  displayName: string | null = null;

  @Integer({ min: 1, max: LIMITS.maxTokenSeconds, optional: true })
  ttlSeconds: number = LIMITS.defaultTokenSeconds;
}

export class IssuedTokenAnswer implements IssuedToken {
  @ApiProperty({ description: 'A JWT, for joining this call alone.' })
  token!: string;

  @ApiProperty(TIME)
  expiresAt!: string;

  @ApiProperty({ type: String, format: 'uri', description: 'The token stands behind its `#`.' })
  joinUrl!: string;
}
