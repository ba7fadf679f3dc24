// The REST doors of a call's signals: one posted, those stored listed.
import { Get, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { Page, Signal } from '@parley/protocol';
import { ListSignalsQueryDto, PostSignalDto, SIGNAL_SCHEMA, SignalPageAnswer } from '@parley/protocol/dto';
import type { Response } from 'express';
import { CallersService } from '../calls/callers.service.ts';
import { LongReads } from '../calls/long-reads.service.ts';
import { Bearer } from '../rest/caller.decorator.ts';
import { CheckedBody, CheckedQuery } from '../rest/checked.decorator.ts';
import { Documented } from '../rest/documented.decorator.ts';
import { RestController } from '../rest/rest-controller.decorator.ts';
import { MailboxesService } from './mailboxes.service.ts';
import { signalView } from './signal-view.ts';

@RestController('signals', 'calls/:callId/signals')
export class SignalsController {
  constructor(
    private readonly mailboxes: MailboxesService,
    private readonly callers: CallersService,
    private readonly longReads: LongReads,
  ) {}

  @Post()
  @Documented({
    summary: 'Sends an offer, an answer or a candidate',
    description: 'Sending the same `messageId` again stores nothing and answers where that signal is now.',
    credentials: ['participantSecret'],
    refuses: [
      'call-not-found',
      'participant-not-found',
      'forbidden',
      'not-joined',
      'no-taker',
      'call-ended',
      'mailbox-full',
      'payload-too-large',
    ],
  })
  @ApiCreatedResponse({ schema: SIGNAL_SCHEMA, description: 'It is stored.' })
  @ApiOkResponse({ schema: SIGNAL_SCHEMA, description: 'It was stored before.' })
  async postSignal(
    @Param('callId') callId: string,
    @CheckedBody(PostSignalDto) signal: PostSignalDto,
    @Bearer() bearer: string | null,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Signal> {
    const { seat } = await this.callers.participant(callId, signal.to, bearer);
    const { type, to, messageId, connection, description, candidate } = signal;
    const content = (type === 'candidate' ? candidate : description) ?? null;
    const appended = await this.mailboxes.append({ seat, type, to, messageId, connection, content });
    const kept = appended.repeated ? await this.mailboxes.sent(seat, messageId) : null;
    if (appended.repeated) response.status(HttpStatus.OK);
    return kept ?? signalView(signal, seat.participantId, appended);
  }

  @Get()
  @Documented({
    summary: 'Lists the call’s stored signals, the oldest first',
    credentials: ['participantSecret', 'apiKey'],
    scope: 'read',
    refuses: ['call-not-found', 'forbidden'],
  })
  @ApiOkResponse({ type: SignalPageAnswer })
  async listSignals(
    @Param('callId') callId: string,
    @CheckedQuery(ListSignalsQueryDto) { type, from, to, limit, cursor }: ListSignalsQueryDto,
    @Bearer() bearer: string | null,
  ): Promise<Page<Signal>> {
    await this.callers.insider(callId, bearer);
    return this.longReads.run(callId, () => this.mailboxes.signals(callId, { type, from, to, limit, cursor }));
  }
}
