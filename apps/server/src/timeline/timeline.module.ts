import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.ts';
import { LimitsModule } from '../limits/limits.module.ts';
import { TimelineController } from './timeline.controller.ts';

@Module({ imports: [CallsModule, LimitsModule], controllers: [TimelineController] })
export class TimelineModule {}
