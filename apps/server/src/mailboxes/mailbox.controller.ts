// The REST door of one's own mailbox: read, and waited at.
import { Get, Param } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { LIMITS, type MailboxPage } from '@parley/protocol';
import { MailboxPageAnswer, MailboxQueryDto } from '@parley/protocol/dto';
import { CallersService } from '../calls/callers.service.ts';
import { PresenceService } from '../calls/presence.service.ts';
import { Bearer, Disconnected } from '../rest/caller.decorator.ts';
import { CheckedQuery } from '../rest/checked.decorator.ts';
import { Documented } from '../rest/documented.decorator.ts';
import { RestController } from '../rest/rest-controller.decorator.ts';
import { HeldPollsService, type HeldPoll } from './held-polls.service.ts';
import { MailboxesService } from './mailboxes.service.ts';

@RestController('signals', 'calls/:callId/participants/:participantId/mailbox')
export class MailboxController {
  constructor(
    private readonly mailboxes: MailboxesService,
    private readonly polls: HeldPollsService,
    private readonly callers: CallersService,
    private readonly presence: PresenceService,
  ) {}

  @Get()
  @Documented({
    summary: 'What stands in one’s mailbox past `after`',
    description: '`after` confirms all up to it. With `wait` an empty answer is held until there is a signal.',
    credentials: ['participantSecret'],
    refuses: ['call-not-found', 'participant-not-found', 'forbidden'],
  })
  @ApiOkResponse({ type: MailboxPageAnswer })
  async readMailbox(
    @Param('callId') callId: string,
    @Param('participantId') participantId: string,
    @CheckedQuery(MailboxQueryDto) { after, wait }: MailboxQueryDto,
    @Bearer() bearer: string | null,
    @Disconnected() disconnected: AbortSignal,
  ): Promise<MailboxPage> {
    if (wait === 0) return this.read(callId, participantId, bearer, after);
    return this.polls.hold({ callId, participantId }, wait * 1000, disconnected, (poll) =>
      this.read(callId, participantId, bearer, after, poll),
    );
  }

  private async read(
    callId: string,
    participantId: string,
    bearer: string | null,
    after: number | undefined,
    poll?: HeldPoll,
  ): Promise<MailboxPage> {
    const { seat, left } = await this.callers.holder(callId, participantId, bearer);
    const query = { after, limit: LIMITS.mailboxPage };
    let page = await this.mailboxes.read(seat, query);
    // After the reading, which refuses what is past the last seq.
    if (after !== undefined && after > 0) await this.mailboxes.confirm(seat, after);
    if (!poll || left) return page;
    const release = this.presence.pollHeld(seat);
    const unfollow = this.polls.follow(poll, seat, after ?? 0);
    try {
      while (page.items.length === 0 && !poll.over) {
        await poll.changed();
        page = await this.mailboxes.read(seat, query);
      }
    } finally {
      unfollow();
      release();
    }
    if (poll.refusal) throw poll.refusal;
    return page;
  }
}
