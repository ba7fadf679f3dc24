import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.ts';
import { MailboxesService } from './mailboxes.service.ts';

@Module({
  imports: [CallsModule],
  providers: [MailboxesService],
  exports: [MailboxesService],
})
export class MailboxesModule {}
