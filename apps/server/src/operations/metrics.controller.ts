import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Registry } from 'prom-client';

@ApiTags('operations')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly registry: Registry) {}

  @Get()
  @ApiOperation({ summary: 'Figures in the text format of Prometheus' })
  async read(@Res() response: Response): Promise<void> {
    response.set('Content-Type', this.registry.contentType).end(await this.registry.metrics());
  }
}
