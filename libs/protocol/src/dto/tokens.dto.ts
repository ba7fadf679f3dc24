// Making a join token.
import { ApiProperty } from '@nestjs/swagger';
import { LIMITS } from '../limits.ts';
import { type Permission, PERMISSIONS } from '../permissions.ts';
import type { IssuedToken } from '../token.ts';
import { TIME } from './answer-fields.ts';
import { Choices, Integer, Text } from './fields.decorator.ts';

/** `POST /calls/{id}/tokens`. */
export class CreateTokenDto {
  /** The name its holder has in the call; left out, they give one themselves. */
  @Text({ max: LIMITS.displayNameCharacters, optional: true, nullable: true })
  displayName: string | null = null;

  @Integer({ min: 1, max: LIMITS.maxTokenSeconds, optional: true })
  ttlSeconds: number = LIMITS.defaultTokenSeconds;

  /** Who its holder is, to the back end that asks: one identity has one seat in a call. */
  @Text({ min: 1, max: LIMITS.identityCharacters, optional: true })
  identity?: string;

  /** What its holder may do; left out, all but `moderate`. */
  @Choices(PERMISSIONS, { optional: true })
  permissions?: Permission[];
}

export class IssuedTokenAnswer implements IssuedToken {
  @ApiProperty({ description: 'A JWT, for joining this call alone.' })
  token!: string;

  @ApiProperty(TIME)
  expiresAt!: string;

  @ApiProperty({ type: String, format: 'uri', description: 'The token stands behind its `#`.' })
  joinUrl!: string;
}
