import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { LimitsModule } from '../limits/limits.module.ts';
import { SignalingModule } from '../signaling/signaling.module.ts';
import { HealthController } from './health.controller.ts';
import { MetricsController } from './metrics.controller.ts';
import { MetricsService } from './metrics.service.ts';
import { ReadinessService } from './readiness.service.ts';
import { RetentionService } from './retention.service.ts';

@Module({
  imports: [TerminusModule.forRoot({ logger: false }), LimitsModule, SignalingModule],
  controllers: [HealthController, MetricsController],
  providers: [MetricsService, ReadinessService, RetentionService],
})
export class OperationsModule {}
