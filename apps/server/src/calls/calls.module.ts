import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { IceServersModule } from '../ice-servers/ice-servers.module.ts';
import { CallsService } from './calls.service.ts';
import { PresenceService } from './presence.service.ts';

@Module({
  imports: [AccessModule, IceServersModule],
  providers: [CallsService, PresenceService],
  exports: [CallsService, PresenceService],
})
export class CallsModule {}
