import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.ts';
import { LimitsModule } from '../limits/limits.module.ts';
import { HeldPollsService } from './held-polls.service.ts';
import { MailboxController } from './mailbox.controller.ts';
import { MailboxesService } from './mailboxes.service.ts';
import { SignalsController } from './signals.controller.ts';

@Module({
  imports: [CallsModule, LimitsModule],
  controllers: [SignalsController, MailboxController],
  providers: [MailboxesService, HeldPollsService],
  exports: [MailboxesService],
})
export class MailboxesModule {}
