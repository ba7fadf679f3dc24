// Liveness and readiness, as orchestrators and load balancers ask for them.
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, HealthIndicatorService, type HealthCheckResult } from '@nestjs/terminus';
import { ReadinessService } from './readiness.service.ts';

const DATABASE_TIMEOUT_MS = 2000;

@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly readiness: ReadinessService,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Whether the process lives' })
  @HealthCheck()
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  @Get('ready')
  @ApiOperation({ summary: 'Whether it takes work: the database answers and no stop was asked for' })
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check([
      async () =>
        this.indicators
          .check('server')
          .attempt(() => this.readiness.check())
          .withTimeout(DATABASE_TIMEOUT_MS),
    ]);
  }
}
