// What any room needs to be seen from outside: the one registry of figures, which /metrics (operations) shows.
import { Global, Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Refusals } from './refusals.ts';

@Global()
@Module({
  providers: [{ provide: Registry, useFactory: () => new Registry() }, Refusals],
  exports: [Registry, Refusals],
})
export class TelemetryModule {}
