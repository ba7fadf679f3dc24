import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { LimitsModule } from '../limits/limits.module.ts';
import { SignalingModule } from '../signaling/signaling.module.ts';
import { CallLog } from './call-log.service.ts';
import { CallMetrics } from './call-metrics.service.ts';
import { ConnectionMetrics } from './connection-metrics.service.ts';
import { HealthController } from './health.controller.ts';
import { MetricsController } from './metrics.controller.ts';
import { ReadinessService } from './readiness.service.ts';
import { RetentionService } from './retention.service.ts';
import { ServerMetrics } from './server-metrics.service.ts';

@Module({
  imports: [TerminusModule.forRoot({ logger: false }), LimitsModule, SignalingModule],
  controllers: [HealthController, MetricsController],
  providers: [CallLog, CallMetrics, ConnectionMetrics, ReadinessService, RetentionService, ServerMetrics],
})
export class OperationsModule {}
