// What happens to calls: counted off the announcements of what was committed by this server, so that servers can be added up.
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { CommittedChange } from '@parley/storage';
import { Counter, Registry } from 'prom-client';
import { CommittedChanges } from '../announcements/committed-changes.ts';

@Injectable()
export class CallMetrics implements OnModuleDestroy {
  private readonly created: Counter;
  private readonly ended: Counter<'reason'>;
  private readonly joins: Counter;
  private readonly reconnects: Counter<'door'>;
  private readonly leaves: Counter<'reason'>;
  private readonly signals: Counter<'type'>;
  private readonly unsubscribe: () => void;

  constructor(registry: Registry, changes: CommittedChanges) {
    const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []): Counter<Label> =>
      new Counter({ name, help, labelNames, registers: [registry] });
    this.created = counter('parley_calls_created_total', 'Calls that were created');
    this.ended = counter('parley_calls_ended_total', 'Calls that ended', ['reason']);
    this.joins = counter('parley_joins_total', 'Participants that came into a call');
    this.reconnects = counter('parley_reconnects_total', 'Seats that were taken back by their holders', ['door']);
    this.leaves = counter('parley_leaves_total', 'Participants that left a call which went on without them', [
      'reason',
    ]);
    this.signals = counter('parley_signals_total', 'Signals that were stored and announced', ['type']);
    this.unsubscribe = changes.subscribe((change, origin) => {
      if (origin === 'here') this.count(change);
    });
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  private count(change: CommittedChange): void {
    switch (change.kind) {
      case 'signal-appended':
        return this.signals.inc({ type: change.signal.type });
      case 'participant-joined':
        return this.joins.inc();
      case 'seat-taken':
        // The first taking of a seat is its holder's coming.
        if (change.seat.epoch > 1) this.reconnects.inc({ door: change.door });
        return;
      case 'participant-left':
        return this.leaves.inc({ reason: change.reason });
      case 'call-ended':
        return this.ended.inc({ reason: change.reason });
      case 'call-changed':
        if (change.version === 1) this.created.inc();
        return;
    }
  }
}
