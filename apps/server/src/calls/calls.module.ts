import { Module } from '@nestjs/common';
import { IceServersModule } from '../ice-servers/ice-servers.module.ts';
import { LimitsModule } from '../limits/limits.module.ts';
import { CallPasswords } from './call-passwords.service.ts';
import { CallersService } from './callers.service.ts';
import { CallsController } from './calls.controller.ts';
import { CallsService } from './calls.service.ts';
import { LongReads } from './long-reads.service.ts';
import { ParticipantsController } from './participants.controller.ts';
import { PresenceService } from './presence.service.ts';
import { TokensController } from './tokens.controller.ts';

@Module({
  imports: [LimitsModule, IceServersModule],
  controllers: [CallsController, ParticipantsController, TokensController],
  providers: [CallsService, CallPasswords, PresenceService, CallersService, LongReads],
  exports: [CallsService, CallPasswords, PresenceService, CallersService, LongReads],
})
export class CallsModule {}
