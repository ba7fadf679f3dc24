// How long commits take, how much each carries, and how many failed: told by the engine, once a batch.
import { Injectable } from '@nestjs/common';
import type { Commit } from '@parley/storage';
import { Counter, Histogram, Registry } from 'prom-client';

/** Seconds; an fsync of a good disk takes 1 ms, one of a bad day a second. */
const BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

@Injectable()
export class CommitFigures {
  private readonly seconds: Histogram;
  private readonly commands: Counter;
  private readonly failures: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.seconds = new Histogram({
      name: 'parley_commit_seconds',
      help: 'From handing a batch of commands to the database until it is durable',
      buckets: BUCKETS,
      registers,
    });
    this.commands = new Counter({ name: 'parley_committed_commands_total', help: 'Commands committed', registers });
    this.failures = new Counter({
      name: 'parley_commit_failures_total',
      help: 'Batches that could not be committed: the database was away, or full',
      registers,
    });
  }

  note({ seconds, commands, stored }: Commit): void {
    if (!stored) {
      this.failures.inc();
      return;
    }
    this.seconds.observe(seconds);
    this.commands.inc(commands);
  }
}
