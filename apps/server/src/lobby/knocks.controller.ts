// The REST doors of a call's lobby: knock, wait for the answer, go away; and for moderators: who waits, let in or refuse.
import { Delete, Get, HttpCode, HttpStatus, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { type Knock, type KnockMade, type Page, Refusal } from '@parley/protocol';
import {
  ChangeKnockDto,
  KnockAnswer,
  KnockMadeAnswer,
  KnockPageAnswer,
  KnockQueryDto,
  ListQueryDto,
  MakeKnockDto,
} from '@parley/protocol/dto';
import type { KnockSeen } from '@parley/storage';
import type { Response } from 'express';
import { CallersService } from '../calls/callers.service.ts';
import { Bearer, Disconnected, LimitedAddress } from '../rest/caller.decorator.ts';
import { CheckedBody, CheckedQuery } from '../rest/checked.decorator.ts';
import { Documented } from '../rest/documented.decorator.ts';
import { Limited } from '../rest/rate-limit.guard.ts';
import { RestController } from '../rest/rest-controller.decorator.ts';
import { KnockersService } from './knockers.service.ts';
import { KnocksService } from './knocks.service.ts';

@RestController('knocks', 'calls/:callId/knocks')
export class KnocksController {
  constructor(
    private readonly knocks: KnocksService,
    private readonly knockers: KnockersService,
    private readonly callers: CallersService,
  ) {}

  @Post()
  @Limited('knocks')
  @Documented({
    summary: 'Asks to be let into a call that has a lobby',
    description:
      'Once admitted one takes a seat with the same `secret`. A secret that knocks already is answered with its knock.',
    credentials: ['apiKey'],
    open: true,
    refuses: [
      'call-not-found',
      'forbidden',
      'call-ended',
      'already-joined',
      'call-locked',
      'password-required',
      'wrong-password',
      'payload-too-large',
    ],
  })
  @ApiBody({ type: MakeKnockDto, required: false })
  @ApiCreatedResponse({ type: KnockMadeAnswer, description: 'It waits for an answer.' })
  @ApiOkResponse({ type: KnockMadeAnswer, description: 'The secret knocks already.' })
  async makeKnock(
    @Param('callId') callId: string,
    @CheckedBody(MakeKnockDto) body: MakeKnockDto,
    @Bearer() bearer: string | null,
    @LimitedAddress() address: string | null,
    @Res({ passthrough: true }) response: Response,
  ): Promise<KnockMade> {
    const { role } = await this.callers.anyone(callId, bearer);
    const trusted = role === 'api-key' || role === 'owner';
    const { knock, made, secret } = await this.knocks.knock({ ...body, callId, address, trusted });
    if (!made) response.status(HttpStatus.OK);
    return { ...knock, ...(secret !== undefined && { secret }) };
  }

  @Get()
  @Documented({
    summary: 'Lists those who wait to be let in, in the order in which they came',
    credentials: ['moderatorSecret', 'ownerSecret', 'apiKey'],
    refuses: ['call-not-found', 'forbidden'],
  })
  @ApiOkResponse({ type: KnockPageAnswer })
  async listKnocks(
    @Param('callId') callId: string,
    @CheckedQuery(ListQueryDto) { limit, cursor }: ListQueryDto,
    @Bearer() bearer: string | null,
  ): Promise<Page<Knock>> {
    await this.callers.moderator(callId, bearer);
    return this.knocks.waiting(callId, { limit, cursor });
  }

  @Get(':knockId')
  @Documented({
    summary: 'Shows a knock',
    description: 'With `wait` the answer is held while the knock waits. Asking with its own secret keeps it waiting.',
    credentials: ['knockSecret', 'moderatorSecret', 'ownerSecret', 'apiKey'],
    refuses: ['call-not-found', 'knock-not-found', 'forbidden'],
  })
  @ApiOkResponse({ type: KnockAnswer })
  async readKnock(
    @Param('callId') callId: string,
    @Param('knockId') knockId: string,
    @CheckedQuery(KnockQueryDto) { wait }: KnockQueryDto,
    @Bearer() bearer: string | null,
    @Disconnected() disconnected: AbortSignal,
  ): Promise<Knock> {
    const seen = await this.knocks.seen(callId, knockId, bearer);
    if (!seen.own) await this.callers.moderator(callId, bearer);
    if (seen.knock.state !== 'waiting') return seen.knock;
    if (wait > 0) {
      await this.knockers.hold(seen, wait * 1000, disconnected);
      return (await this.knocks.seen(callId, knockId, bearer)).knock;
    }
    if (seen.own) await this.knockers.heardOf(seen.handle);
    return seen.knock;
  }

  @Patch(':knockId')
  @Documented({
    summary: 'Lets somebody in, or refuses them',
    description: 'The first answer counts. Who was refused may knock again after a minute.',
    credentials: ['moderatorSecret', 'ownerSecret', 'apiKey'],
    refuses: ['call-not-found', 'knock-not-found', 'forbidden'],
  })
  @ApiOkResponse({ type: KnockAnswer })
  async answerKnock(
    @Param('callId') callId: string,
    @Param('knockId') knockId: string,
    @CheckedBody(ChangeKnockDto) { state }: ChangeKnockDto,
    @Bearer() bearer: string | null,
  ): Promise<Knock> {
    await this.knocks.seen(callId, knockId, null);
    await this.callers.moderator(callId, bearer);
    return this.knocks.answer(callId, knockId, state);
  }

  @Delete(':knockId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Documented({
    summary: 'Takes one’s own knock back',
    credentials: ['knockSecret'],
    refuses: ['call-not-found', 'knock-not-found', 'forbidden'],
  })
  @ApiNoContentResponse({ description: 'Nobody waits with it any more.' })
  async withdrawKnock(
    @Param('callId') callId: string,
    @Param('knockId') knockId: string,
    @Bearer() bearer: string | null,
  ): Promise<void> {
    await this.own(callId, knockId, bearer);
    await this.knocks.withdraw(callId, knockId);
  }

  /** @throws Refusal call-not-found, knock-not-found, unauthorized, forbidden */
  private async own(callId: string, knockId: string, bearer: string | null): Promise<KnockSeen> {
    const seen = await this.knocks.seen(callId, knockId, bearer);
    if (seen.own) return seen;
    const { role } = await this.callers.anyone(callId, bearer);
    if (role === 'nobody')
      throw new Refusal('unauthorized', 'Send the secret that knocked, as `Authorization: Bearer …`.');
    throw new Refusal('forbidden', 'Only the secret that knocked allows this.');
  }
}
