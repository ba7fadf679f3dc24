// Every migration, in order.
import * as callsSeatsSignals from './0001-calls-seats-signals.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS: readonly Migration[] = [{ name: '0001-calls-seats-signals', up: callsSeatsSignals.up }];
