// Counts what was refused, by the door at which it was and the code that it was told.
import { Injectable } from '@nestjs/common';
import type { ErrorCode } from '@parley/protocol';
import { Counter, Registry } from 'prom-client';

@Injectable()
export class Refusals {
  private readonly counter: Counter<'door' | 'code'>;

  constructor(registry: Registry) {
    this.counter = new Counter({
      name: 'parley_refusals_total',
      help: 'Requests and events that were refused',
      labelNames: ['door', 'code'],
      registers: [registry],
    });
  }

  count(door: 'rest' | 'socket', code: ErrorCode): void {
    this.counter.inc({ door, code });
  }
}
