// Every migration, in order.
import * as callsSeatsSignals from './0001-calls-seats-signals.ts';
import * as listedCalls from './0002-listed-calls.ts';
import * as timeline from './0003-timeline.ts';
import * as servers from './0004-servers.ts';
import * as doors from './0005-doors.ts';
import * as knocks from './0006-knocks.ts';
import * as apiKeys from './0007-api-keys.ts';
import * as foundSeats from './0008-found-seats.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS: readonly Migration[] = [
  { name: '0001-calls-seats-signals', up: callsSeatsSignals.up },
  { name: '0002-listed-calls', up: listedCalls.up },
  { name: '0003-timeline', up: timeline.up },
  { name: '0004-servers', up: servers.up },
  { name: '0005-doors', up: doors.up },
  { name: '0006-knocks', up: knocks.up },
  { name: '0007-api-keys', up: apiKeys.up },
  { name: '0008-found-seats', up: foundSeats.up },
];
