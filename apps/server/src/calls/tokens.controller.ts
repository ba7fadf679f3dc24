// The REST door of join tokens: a back end lets someone into a call.
import { Param, Post } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse } from '@nestjs/swagger';
import { refusals } from '@parley/call-rules';
import type { IssuedToken } from '@parley/protocol';
import { CreateTokenDto, IssuedTokenAnswer } from '@parley/protocol/dto';
import { JoinTokensService } from '../access/join-tokens.service.ts';
import { Bearer, Received } from '../rest/caller.decorator.ts';
import { CheckedBody } from '../rest/checked.decorator.ts';
import { Documented } from '../rest/documented.decorator.ts';
import { RestController } from '../rest/rest-controller.decorator.ts';
import { publicBase, type ReceivedRequest } from '../settings/public-base.ts';
import { Settings } from '../settings/settings.ts';
import { joinUrl } from './call-view.ts';
import { CallersService } from './callers.service.ts';
import { CallsService } from './calls.service.ts';

@RestController('tokens', 'calls/:callId/tokens')
export class TokensController {
  constructor(
    private readonly callers: CallersService,
    private readonly calls: CallsService,
    private readonly tokens: JoinTokensService,
    private readonly settings: Settings,
  ) {}

  @Post()
  @Documented({
    summary: 'Makes a token that lets into the call',
    description:
      'Joining needs one when PARLEY_ACCESS is `token`. It serves until it expires, for as many as have it. To permit `moderate` takes the scope `manage`.',
    credentials: ['apiKey'],
    scope: 'create',
    refuses: ['call-not-found', 'forbidden', 'call-ended'],
  })
  @ApiBody({ type: CreateTokenDto, required: false })
  @ApiCreatedResponse({ type: IssuedTokenAnswer })
  async createToken(
    @Param('callId') callId: string,
    @CheckedBody(CreateTokenDto) { displayName, ttlSeconds, identity, permissions }: CreateTokenDto,
    @Bearer() bearer: string | null,
    @Received() received: ReceivedRequest,
  ): Promise<IssuedToken> {
    // Whoever may make a moderator may do what moderators may.
    await this.callers.backEnd(callId, bearer, permissions?.includes('moderate') ? 'manage' : 'create');
    if ((await this.calls.call(callId)).call.state === 'ended') throw refusals.callEnded();
    const { token, expiresAt } = await this.tokens.sign(
      callId,
      { displayName, identity: identity ?? null, permissions },
      ttlSeconds,
    );
    const link = joinUrl(callId, publicBase(this.settings, received));
    return { token, expiresAt: expiresAt.toISOString(), joinUrl: `${link}#token=${token}` };
  }
}
