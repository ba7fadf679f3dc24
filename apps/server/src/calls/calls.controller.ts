// The REST doors of calls: created, listed, shown, changed, erased.
import { Delete, Get, Headers, HttpCode, HttpStatus, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiHeader, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import type { Call, CreatedCall, Page } from '@parley/protocol';
import {
  CallAnswer,
  CallPageAnswer,
  ChangeCallDto,
  CreateCallDto,
  CreatedCallAnswer,
  ListCallsQueryDto,
} from '@parley/protocol/dto';
import type { VersionedCall } from '@parley/storage';
import type { Response } from 'express';
import { AccessService } from '../access/access.service.ts';
import { API_PREFIX } from '../rest/api-prefix.ts';
import { Bearer, LimitedAddress, Received } from '../rest/caller.decorator.ts';
import { CheckedBody, CheckedQuery } from '../rest/checked.decorator.ts';
import { Documented, ETAG_HEADER, LOCATION_HEADER } from '../rest/documented.decorator.ts';
import { entityTag, ifMatch } from '../rest/entity-tag.ts';
import { Limited } from '../rest/rate-limit.guard.ts';
import { RestController } from '../rest/rest-controller.decorator.ts';
import { publicBase, type ReceivedRequest } from '../settings/public-base.ts';
import { Settings } from '../settings/settings.ts';
import { callView } from './call-view.ts';
import { CallersService } from './callers.service.ts';
import { CallsService } from './calls.service.ts';

@RestController('calls', 'calls')
export class CallsController {
  constructor(
    private readonly calls: CallsService,
    private readonly callers: CallersService,
    private readonly access: AccessService,
    private readonly settings: Settings,
  ) {}

  @Post()
  @Limited('calls')
  @Documented({
    summary: 'Creates a call',
    credentials: ['apiKey'],
    scope: 'create',
    open: true,
    refuses: ['payload-too-large'],
  })
  @ApiBody({ type: CreateCallDto, required: false })
  @ApiCreatedResponse({ type: CreatedCallAnswer, headers: { ...LOCATION_HEADER, ...ETAG_HEADER } })
  async createCall(
    @CheckedBody(CreateCallDto) body: CreateCallDto,
    @Bearer() bearer: string | null,
    @LimitedAddress() address: string | null,
    @Received() received: ReceivedRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CreatedCall> {
    await this.access.apiKey(bearer, 'create');
    const created = await this.calls.create(body, address);
    response.setHeader('Location', `/${API_PREFIX}/calls/${created.call.id}`);
    return { ...this.answer(created, received, response), ownerSecret: created.ownerSecret };
  }

  @Get()
  @Documented({
    summary: 'Lists calls, the newest first',
    description: 'Without an API key only those that are listed.',
    credentials: ['apiKey'],
    scope: 'read',
    open: true,
  })
  @ApiOkResponse({ type: CallPageAnswer })
  async listCalls(
    @CheckedQuery(ListCallsQueryDto) { state, limit, cursor }: ListCallsQueryDto,
    @Bearer() bearer: string | null,
    @Received() received: ReceivedRequest,
  ): Promise<Page<Call>> {
    const listedOnly = (await this.access.apiKey(bearer, 'read')) === null;
    const { items, nextCursor } = await this.calls.list({ state, limit, cursor, listedOnly });
    const base = publicBase(this.settings, received);
    return { items: items.map((call) => callView(call, base)), nextCursor };
  }

  @Get(':callId')
  @Documented({
    summary: 'Shows a call',
    credentials: ['participantSecret', 'ownerSecret', 'apiKey'],
    scope: 'read',
    open: true,
    refuses: ['call-not-found', 'forbidden'],
  })
  @ApiOkResponse({ type: CallAnswer, headers: ETAG_HEADER })
  async readCall(
    @Param('callId') callId: string,
    @Bearer() bearer: string | null,
    @Received() received: ReceivedRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Call> {
    await this.callers.reader(callId, bearer);
    return this.answer(await this.calls.call(callId), received, response);
  }

  @Patch(':callId')
  @Documented({
    summary: 'Changes a call, or ends it',
    description: 'What is left out stays as it is. An ended call takes nothing but `state: "ended"`.',
    credentials: ['moderatorSecret', 'ownerSecret', 'apiKey'],
    scope: 'manage',
    refuses: ['call-not-found', 'forbidden', 'call-ended', 'precondition-failed', 'payload-too-large'],
  })
  @ApiBody({ type: ChangeCallDto, required: false })
  @ApiHeader({ name: 'If-Match', required: false, description: 'Versions of which the call must have one.' })
  @ApiOkResponse({ type: CallAnswer, headers: ETAG_HEADER })
  async changeCall(
    @Param('callId') callId: string,
    @CheckedBody(ChangeCallDto) { name, metadata, listed, password, locked, lobby, state }: ChangeCallDto,
    @Headers('if-match') condition: string | undefined,
    @Bearer() bearer: string | null,
    @LimitedAddress() address: string | null,
    @Received() received: ReceivedRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Call> {
    await this.callers.moderator(callId, bearer);
    const change = {
      callId,
      ...(name !== undefined && { name }),
      ...(metadata !== undefined && { metadata }),
      ...(listed !== undefined && { listed }),
      ...(password !== undefined && { password }),
      ...(locked !== undefined && { locked }),
      ...(lobby !== undefined && { lobby }),
      ...(state !== undefined && { state }),
      ifMatch: ifMatch(condition),
    };
    return this.answer(await this.calls.change(change, address), received, response);
  }

  @Delete(':callId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Documented({
    summary: 'Ends a call if need be, and erases it with all its signals',
    credentials: ['ownerSecret', 'apiKey'],
    scope: 'manage',
    refuses: ['call-not-found', 'forbidden'],
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  async eraseCall(@Param('callId') callId: string, @Bearer() bearer: string | null): Promise<void> {
    await this.callers.manager(callId, bearer);
    await this.calls.erase(callId);
  }

  private answer({ call, version }: VersionedCall, received: ReceivedRequest, response: Response): Call {
    response.setHeader('ETag', entityTag(version));
    return callView(call, publicBase(this.settings, received));
  }
}
