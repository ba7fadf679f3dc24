// What is open to a database that is reached over a network; of a file there is nothing to tell.
import { Injectable } from '@nestjs/common';
import type { Connections, Storage } from '@parley/storage';
import { Counter, Gauge, Registry } from 'prom-client';

type Tell = (pool: string, connections: Connections) => void;

@Injectable()
export class ConnectionFigures {
  private count: NonNullable<Storage['connections']> | undefined;

  constructor(registry: Registry) {
    const each = (tell: Tell): void => {
      for (const [pool, connections] of Object.entries(this.count?.() ?? {})) tell(pool, connections);
    };
    for (const figure of [inUse(each), waiting(each), total('opened', each), total('lost', each)]) {
      registry.registerMetric(figure);
    }
  }

  /** From now on this is what is told of. */
  watch({ connections }: Storage): void {
    this.count = connections;
  }
}

function inUse(each: (tell: Tell) => void): Gauge {
  return new Gauge({
    name: 'parley_database_connections',
    help: 'Connections to the database',
    labelNames: ['pool', 'state'],
    registers: [],
    collect() {
      each((pool, { used, idle }) => {
        this.set({ pool, state: 'used' }, used);
        this.set({ pool, state: 'idle' }, idle);
      });
    },
  });
}

function waiting(each: (tell: Tell) => void): Gauge {
  return new Gauge({
    name: 'parley_database_waiting',
    help: 'Transactions that wait for a connection to the database',
    labelNames: ['pool'],
    registers: [],
    collect() {
      each((pool, connections) => this.set({ pool }, connections.waiting));
    },
  });
}

function total(what: 'opened' | 'lost', each: (tell: Tell) => void): Counter {
  return new Counter({
    name: `parley_database_connections_${what}_total`,
    help: `Connections to the database that were ${what}`,
    labelNames: ['pool'],
    registers: [],
    collect() {
      this.reset();
      each((pool, connections) => this.inc({ pool }, connections[what]));
    },
  });
}
