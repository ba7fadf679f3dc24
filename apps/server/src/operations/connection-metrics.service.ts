// Are calls connecting? Counted off what both sides' browsers report: attempts, those that connected, how soon, the causes
// named for the others, and how media travels. Of clients that report (the call page; the library's flight recorder).
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Counter, Histogram, Registry } from 'prom-client';
import { type Report, ReportedFacts } from '../announcements/reported-facts.ts';
import { type Finding, follow, NOTHING_YET, type PairState } from './connection-attempt.ts';

/** Who was silent longest is forgotten: should it speak again, that is an attempt more. */
const MOST_PAIRS = 50_000;
const BUCKETS = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 40];

@Injectable()
export class ConnectionMetrics implements OnModuleDestroy {
  /** By reporter and peer, the one that was silent longest first. */
  private readonly pairs = new Map<string, PairState>();
  private readonly attempts: Counter<'phase'>;
  private readonly connections: Counter<'phase'>;
  private readonly seconds: Histogram<'phase'>;
  private readonly diagnoses: Counter<'cause'>;
  private readonly paths: Counter<'path' | 'protocol'>;
  private readonly unsubscribe: () => void;

  constructor(registry: Registry, facts: ReportedFacts) {
    const registers = [registry];
    const counter = <Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> =>
      new Counter({ name, help, labelNames, registers });
    this.attempts = counter('parley_connection_attempts_total', 'Connections that a browser began', ['phase']);
    this.connections = counter('parley_connections_total', 'Attempts that connected: media can flow', ['phase']);
    this.seconds = new Histogram({
      name: 'parley_connect_seconds',
      help: 'From the beginning of an attempt until it connected, as the browser saw it',
      labelNames: ['phase'],
      buckets: BUCKETS,
      registers,
    });
    this.diagnoses = counter('parley_diagnoses_total', 'Causes that were named for missing media', ['cause']);
    this.paths = counter('parley_media_paths_total', 'How media was seen to travel', ['path', 'protocol']);
    this.unsubscribe = facts.subscribe((report) => this.read(report));
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  private read({ participantId, entries }: Report): void {
    for (const entry of entries) {
      if (entry.kind !== 'connection' && entry.kind !== 'diagnosis' && entry.kind !== 'path') continue;
      const pair = `${participantId} ${entry.peer ?? ''}`;
      const [after, findings] = follow(this.pairs.get(pair) ?? NOTHING_YET, entry);
      this.remember(pair, after);
      for (const finding of findings) this.count(finding);
    }
  }

  private remember(pair: string, state: PairState): void {
    this.pairs.delete(pair);
    this.pairs.set(pair, state);
    if (this.pairs.size <= MOST_PAIRS) return;
    for (const oldest of this.pairs.keys()) {
      this.pairs.delete(oldest);
      return;
    }
  }

  private count(finding: Finding): void {
    switch (finding.kind) {
      case 'attempt':
        return this.attempts.inc({ phase: finding.phase });
      case 'connected':
        this.connections.inc({ phase: finding.phase });
        if (finding.seconds !== null) this.seconds.observe({ phase: finding.phase }, finding.seconds);
        return;
      case 'diagnosis':
        return this.diagnoses.inc({ cause: finding.cause });
      case 'path':
        return this.paths.inc({ path: finding.relayed ? 'relay' : 'direct', protocol: finding.protocol });
    }
  }
}
