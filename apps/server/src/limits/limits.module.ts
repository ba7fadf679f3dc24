import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { RedisModule } from '../redis/redis.module.ts';
import { RateLimits } from './rate-limits.service.ts';

/** With access: who shows an API key is not limited. With Redis: several servers count together. */
@Module({ imports: [AccessModule, RedisModule], providers: [RateLimits], exports: [RateLimits, AccessModule] })
export class LimitsModule {}
