import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { UnknownQueryGuard } from './checked.decorator.ts';
import { RateLimitGuard } from './rate-limit.guard.ts';

/** A controller of the contract's routes: below `/api/v1`, within budgets (LimitsModule), and strict about queries. */
export function RestController(tag: string, path: string): ClassDecorator {
  return applyDecorators(ApiTags(tag), Controller(path), UseGuards(RateLimitGuard, UnknownQueryGuard));
}
