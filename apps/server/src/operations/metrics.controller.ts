import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { MetricsService } from './metrics.service.ts';

@ApiTags('operations')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  @Get()
  @ApiOperation({ summary: 'Figures in the text format of Prometheus' })
  async read(@Res() response: Response): Promise<void> {
    response.set('Content-Type', this.metrics.registry.contentType).end(await this.metrics.registry.metrics());
  }
}
