import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.ts';
import { LimitsModule } from '../limits/limits.module.ts';
import { KnockersService } from './knockers.service.ts';
import { KnocksController } from './knocks.controller.ts';
import { KnocksService } from './knocks.service.ts';

@Module({
  imports: [CallsModule, LimitsModule],
  controllers: [KnocksController],
  providers: [KnocksService, KnockersService],
  exports: [KnocksService, KnockersService],
})
export class LobbyModule {}
