// The REST doors of a call's participants: a seat taken, all of them listed, one permitted, asked to mute, left or taken away.
import { Delete, Get, HttpCode, HttpStatus, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import type { Joined, Page, Participant } from '@parley/protocol';
import {
  ChangeSeatDto,
  JoinedAnswer,
  ListQueryDto,
  MuteRequestDto,
  ParticipantAnswer,
  ParticipantPageAnswer,
  TakeSeatDto,
} from '@parley/protocol/dto';
import type { Response } from 'express';
import { MuteRequests } from '../announcements/mute-requests.ts';
import { IceServersService } from '../ice-servers/ice-servers.service.ts';
import { Bearer, LimitedAddress, Received } from '../rest/caller.decorator.ts';
import { CheckedBody, CheckedQuery } from '../rest/checked.decorator.ts';
import { Documented } from '../rest/documented.decorator.ts';
import { Limited } from '../rest/rate-limit.guard.ts';
import { RestController } from '../rest/rest-controller.decorator.ts';
import { publicBase, type ReceivedRequest } from '../settings/public-base.ts';
import { Settings } from '../settings/settings.ts';
import { joinedView } from './call-view.ts';
import { CallersService } from './callers.service.ts';
import { CallsService } from './calls.service.ts';
import { PresenceService } from './presence.service.ts';

@RestController('participants', 'calls/:callId/participants')
export class ParticipantsController {
  constructor(
    private readonly calls: CallsService,
    private readonly callers: CallersService,
    private readonly presence: PresenceService,
    private readonly muteRequests: MuteRequests,
    private readonly ice: IceServersService,
    private readonly settings: Settings,
  ) {}

  @Post()
  @Limited('joins')
  @Documented({
    summary: 'Takes a seat, or takes back the one that the secret has',
    credentials: ['participantSecret', 'ownerSecret', 'apiKey'],
    scope: 'create',
    open: true,
    refuses: [
      'call-not-found',
      'forbidden',
      'call-ended',
      'call-locked',
      'admission-required',
      'password-required',
      'wrong-password',
      'identity-taken',
      'call-full',
      'payload-too-large',
    ],
  })
  @ApiBody({ type: TakeSeatDto, required: false })
  @ApiCreatedResponse({ type: JoinedAnswer, description: 'A seat was taken.' })
  @ApiOkResponse({ type: JoinedAnswer, description: 'The seat was taken back.' })
  async takeSeat(
    @Param('callId') callId: string,
    @CheckedBody(TakeSeatDto) request: TakeSeatDto,
    @Bearer() bearer: string | null,
    @LimitedAddress() address: string | null,
    @Received() received: ReceivedRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Joined> {
    const { role } = await this.callers.anyone(callId, bearer);
    const trusted = role === 'api-key' || role === 'owner';
    const seated = await this.calls.join({ ...request, callId, trusted, address, door: 'rest' });
    this.presence.seatTaken(seated.seat);
    if (seated.resumed) response.status(HttpStatus.OK);
    return joinedView(seated, publicBase(this.settings, received), this.ice.iceServers(seated.self.id));
  }

  @Get()
  @Documented({
    summary: 'Lists everyone who ever had a seat, in the order of joining',
    credentials: ['participantSecret', 'apiKey'],
    scope: 'read',
    refuses: ['call-not-found', 'forbidden'],
  })
  @ApiOkResponse({ type: ParticipantPageAnswer })
  async listParticipants(
    @Param('callId') callId: string,
    @CheckedQuery(ListQueryDto) { limit, cursor }: ListQueryDto,
    @Bearer() bearer: string | null,
  ): Promise<Page<Participant>> {
    await this.callers.insider(callId, bearer);
    return this.calls.participants(callId, { limit, cursor });
  }

  @Patch(':participantId')
  @Documented({
    summary: 'Says what a participant may do from now on',
    description: 'Everyone in the call is told, the participant too.',
    credentials: ['moderatorSecret', 'ownerSecret', 'apiKey'],
    scope: 'manage',
    refuses: ['call-not-found', 'participant-not-found', 'forbidden'],
  })
  @ApiBody({ type: ChangeSeatDto })
  @ApiOkResponse({ type: ParticipantAnswer })
  async permit(
    @Param('callId') callId: string,
    @Param('participantId') participantId: string,
    @CheckedBody(ChangeSeatDto) { permissions }: ChangeSeatDto,
    @Bearer() bearer: string | null,
  ): Promise<Participant> {
    await this.callers.moderator(callId, bearer, participantId);
    return this.calls.permit(callId, participantId, permissions);
  }

  @Post(':participantId/mute-requests')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Documented({
    summary: 'Asks a participant to mute something',
    description:
      'Its socket gets `mute-requested`. Whether it mutes is for its holder to say; nothing of it is stored.',
    credentials: ['moderatorSecret', 'ownerSecret', 'apiKey'],
    scope: 'manage',
    refuses: ['call-not-found', 'participant-not-found', 'forbidden'],
  })
  @ApiBody({ type: MuteRequestDto })
  @ApiNoContentResponse({ description: 'It was passed on.' })
  async askToMute(
    @Param('callId') callId: string,
    @Param('participantId') participantId: string,
    @CheckedBody(MuteRequestDto) { kind }: MuteRequestDto,
    @Bearer() bearer: string | null,
  ): Promise<void> {
    const by = await this.callers.moderator(callId, bearer, participantId);
    await this.calls.mustBePresent(callId, participantId);
    this.muteRequests.ask({ callId, participantId, kind, by });
  }

  @Delete(':participantId')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Documented({
    summary: 'Hangs up (with one’s own secret), or removes a participant',
    credentials: ['participantSecret', 'moderatorSecret', 'ownerSecret', 'apiKey'],
    scope: 'manage',
    refuses: ['call-not-found', 'participant-not-found', 'forbidden'],
  })
  @ApiNoContentResponse({ description: 'The participant has left.' })
  async endParticipation(
    @Param('callId') callId: string,
    @Param('participantId') participantId: string,
    @Bearer() bearer: string | null,
  ): Promise<void> {
    const own = await this.callers.holderOrModerator(callId, participantId, bearer);
    if (own) await this.calls.hangUp(own.seat, null);
    else await this.calls.remove(callId, participantId);
  }
}
