// Prometheus figures: what was committed, counted off the announcements, and how the process is.
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { CommittedChange } from '@parley/storage';
import { collectDefaultMetrics, Counter, Registry } from 'prom-client';
import { CommittedChanges } from '../announcements/committed-changes.ts';

@Injectable()
export class MetricsService implements OnModuleDestroy {
  readonly registry = new Registry();
  private readonly signals = this.counter('parley_signals_total', 'Signals that were stored and announced', ['type']);
  private readonly joins = this.counter('parley_joins_total', 'Participants that came into a call', []);
  private readonly leaves = this.counter('parley_leaves_total', 'Participants that left a call', ['reason']);
  private readonly ends = this.counter('parley_calls_ended_total', 'Calls that ended', ['reason']);
  private readonly unsubscribe: () => void;

  constructor(changes: CommittedChanges) {
    collectDefaultMetrics({ register: this.registry });
    this.unsubscribe = changes.subscribe((change) => this.count(change));
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

  private counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }
}
