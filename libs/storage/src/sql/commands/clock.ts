// The database's own clock, in milliseconds since the epoch: leases of several servers are measured by no other.
import { sql } from 'kysely';

export const CLOCK = {
  sqlite: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
  // Not now(), which stands still through a transaction.
  postgres: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
};
