// Prometheus figures: what was committed, counted off the announcements, and how the process is.
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { CommittedChange } from '@parley/storage';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { RateLimits } from '../limits/rate-limits.service.ts';
import { SignalingFigures } from '../signaling/signaling-figures.ts';

@Injectable()
export class MetricsService implements OnModuleDestroy {
  readonly registry = new Registry();
  private readonly signals = this.counter('parley_signals_total', 'Signals that were stored and announced', ['type']);
  private readonly joins = this.counter('parley_joins_total', 'Participants that came into a call', []);
  private readonly leaves = this.counter('parley_leaves_total', 'Participants that left a call', ['reason']);
  private readonly ends = this.counter('parley_calls_ended_total', 'Calls that ended', ['reason']);
  private readonly unsubscribe: () => void;

  constructor(changes: CommittedChanges, figures: SignalingFigures, limits: RateLimits) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('parley_sockets', 'Clients connected over Socket.IO', () => figures.sockets);
    this.gauge('parley_socket_seats', 'Seats held by sockets', () => figures.seats);
    this.gauge('parley_waiting_bytes', 'Bytes that wait for slow readers', () => figures.waitingBytes);
    this.gauge('parley_watchers', 'Clients that watch the list of calls', () => figures.watchers);
    const refused: Counter = new Counter({
      name: 'parley_rate_limited_total',
      help: 'Requests and events that were refused as too many',
      labelNames: ['budget'],
      registers: [this.registry],
      collect: () => {
        refused.reset();
        for (const [budget, times] of limits.refusals) refused.inc({ budget }, times);
      },
    });
    this.unsubscribe = changes.subscribe((change, origin) => {
      // Each server counts its own commits: their sum counts each once.
      if (origin === 'here') this.count(change);
    });
  }

  onModuleDestroy(): void {
    this.unsubscribe();
    this.registry.clear();
  }

  private count(change: CommittedChange): void {
    if (change.kind === 'signal-appended') this.signals.inc({ type: change.signal.type });
    else if (change.kind === 'participant-joined') this.joins.inc();
    else if (change.kind === 'participant-left') this.leaves.inc({ reason: change.reason });
    else if (change.kind === 'call-ended') this.ends.inc({ reason: change.reason });
  }

  private gauge(name: string, help: string, read: () => number): void {
    const registers = [this.registry];
    const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read()) });
  }

  private counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }
}
