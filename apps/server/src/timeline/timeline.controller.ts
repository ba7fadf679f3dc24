// The REST doors of a call's timeline, the flight recorder: reported by each side's browser, read as one.
import { Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { Page, TimelineEntry } from '@parley/protocol';
import { ListQueryDto, ReportedAnswer, ReportTimelineDto, TimelinePageAnswer } from '@parley/protocol/dto';
import { CallReader, CallStore } from '@parley/storage';
import { ReportedFacts } from '../announcements/reported-facts.ts';
import { CallersService } from '../calls/callers.service.ts';
import { LongReads } from '../calls/long-reads.service.ts';
import { Bearer } from '../rest/caller.decorator.ts';
import { CheckedBody, CheckedQuery } from '../rest/checked.decorator.ts';
import { Documented } from '../rest/documented.decorator.ts';
import { Limited } from '../rest/rate-limit.guard.ts';
import { RestController } from '../rest/rest-controller.decorator.ts';

@RestController('timeline', 'calls/:callId/timeline')
export class TimelineController {
  constructor(
    private readonly store: CallStore,
    private readonly reader: CallReader,
    private readonly callers: CallersService,
    private readonly longReads: LongReads,
    private readonly reported: ReportedFacts,
  ) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @Limited('reports')
  @Documented({
    summary: 'Reports what happened at one’s own side',
    description:
      'Also after one has left. What was reported before is not stored again. `secret` serves in the place of the header, for `navigator.sendBeacon`.',
    credentials: ['participantSecret'],
    open: true,
    refuses: ['call-not-found', 'participant-not-found', 'forbidden', 'payload-too-large'],
  })
  @ApiOkResponse({ type: ReportedAnswer })
  async reportTimeline(
    @Param('callId') callId: string,
    @CheckedBody(ReportTimelineDto) { secret, sentAt, entries }: ReportTimelineDto,
    @Bearer() bearer: string | null,
  ): Promise<ReportedAnswer> {
    const seat = await this.callers.reporter(callId, bearer ?? secret ?? null);
    const { outcome: stored } = await this.store.reportTimeline({ seat, sentAt, entries });
    this.reported.publish({ participantId: seat.participantId, entries });
    return { stored };
  }

  @Get()
  @Documented({
    summary: 'What happened in the call, in the order in which it did',
    description: 'Seats, signals by type and size, and what both sides reported, all by the server’s clock.',
    credentials: ['participantSecret', 'apiKey'],
    scope: 'read',
    refuses: ['call-not-found', 'forbidden'],
  })
  @ApiOkResponse({ type: TimelinePageAnswer })
  async readTimeline(
    @Param('callId') callId: string,
    @CheckedQuery(ListQueryDto) { limit, cursor }: ListQueryDto,
    @Bearer() bearer: string | null,
  ): Promise<Page<TimelineEntry>> {
    await this.callers.onlooker(callId, bearer);
    return this.longReads.run(callId, () => this.reader.timeline(callId, { limit, cursor }));
  }
}
