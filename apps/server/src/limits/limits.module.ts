import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { RateLimits } from './rate-limits.service.ts';

/** With access: who shows an API key is not limited. */
@Module({ imports: [AccessModule], providers: [RateLimits], exports: [RateLimits, AccessModule] })
export class LimitsModule {}
