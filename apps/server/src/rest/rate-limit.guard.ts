// The budgets of the REST doors, asked before anything else. Who shows an API key is a back end, and has none.
import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { ErrorCode } from '@parley/protocol';
import type { Request, Response } from 'express';
import { ApiKeysService } from '../access/api-keys.service.ts';
import type { BudgetName } from '../limits/budgets.ts';
import { callerAddress } from '../limits/caller-address.ts';
import { RateLimits } from '../limits/rate-limits.service.ts';
import { Settings } from '../settings/settings.ts';
import { bearerOf, noteAddress } from './caller.decorator.ts';
import { refusedWith } from './problem.filter.ts';

const BUDGET = 'budget';
/** What someone is answered who tries out ids or secrets. */
const MISSES: ReadonlySet<ErrorCode | undefined> = new Set<ErrorCode>(['call-not-found', 'unauthorized']);

/** This route takes from a budget of its own, beside that of all requests. */
export const Limited = (budget: BudgetName): MethodDecorator => SetMetadata(BUDGET, budget);

@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly limits: RateLimits,
    private readonly apiKeys: ApiKeysService,
    private readonly settings: Settings,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Refusal rate-limited */
  async canActivate(context: ExecutionContext): Promise<true> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const { headers, socket } = request;
    const bearer = bearerOf(headers.authorization);
    if (!this.limits.on || (bearer !== null && this.apiKeys.isKnown(bearer))) return true;
    const address = callerAddress({ headers, remoteAddress: socket.remoteAddress }, this.settings.trustedProxies);
    noteAddress(request, address);
    await this.limits.spend('requests', address);
    await this.limits.ask('misses', address);
    const own = this.reflector.get<BudgetName | undefined>(BUDGET, context.getHandler());
    if (own) await this.limits.spend(own, address);
    const response = http.getResponse<Response>();
    response.once('finish', () => {
      if (MISSES.has(refusedWith(response))) void this.limits.count('misses', address);
    });
    return true;
  }
}
