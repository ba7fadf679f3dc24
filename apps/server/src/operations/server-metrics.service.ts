// How much there is on this server now, and how the process is.
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type CallCensus, CallReader } from '@parley/storage';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { RateLimits } from '../limits/rate-limits.service.ts';
import { SignalingFigures } from '../signaling/signaling-figures.ts';
import { Remembered } from './remembered.ts';

@Injectable()
export class ServerMetrics implements OnModuleDestroy {
  constructor(
    private readonly registry: Registry,
    reader: CallReader,
    figures: SignalingFigures,
    limits: RateLimits,
  ) {
    collectDefaultMetrics({ register: registry });
    this.gauge('parley_sockets', 'Clients connected over Socket.IO', () => figures.sockets);
    this.gauge('parley_socket_seats', 'Seats held by sockets', () => figures.seats);
    this.gauge('parley_waiting_bytes', 'Bytes that wait for slow readers', () => figures.waitingBytes);
    this.gauge('parley_watchers', 'Clients that watch the list of calls', () => figures.watchers);
    this.calls(new Remembered(() => reader.census()));
    const refused: Counter = new Counter({
      name: 'parley_rate_limited_total',
      help: 'Requests and events that were refused as too many',
      labelNames: ['budget'],
      registers: [registry],
      collect: () => {
        refused.reset();
        for (const [budget, times] of limits.refusals) refused.inc({ budget }, times);
      },
    });
  }

  onModuleDestroy(): void {
    this.registry.clear();
  }

  /** Of the database, so the same on every server that shares it. */
  private calls(census: Remembered<CallCensus>): void {
    const gauge: Gauge<'state'> = new Gauge({
      name: 'parley_calls',
      help: 'Calls in the database that have not ended, by state',
      labelNames: ['state'],
      registers: [this.registry],
      collect: async () => {
        const counted = await census.value();
        gauge.reset();
        if (!counted) return;
        gauge.set({ state: 'waiting' }, counted.waiting);
        gauge.set({ state: 'active' }, counted.active);
      },
    });
  }

  private gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({ name, help, registers: [this.registry], collect: () => gauge.set(read()) });
  }
}
