// Stores calls, seats and mailboxes: the two ports, and what opens them over a database.
export { type Move, moveDatabase } from './moving/move-database.ts';
export * from './ports/api-keys.ts';
export * from './ports/call-reader.ts';
export * from './ports/call-store.ts';
export * from './ports/commit.ts';
export * from './ports/committed-change.ts';
export * from './ports/knocks.ts';
export * from './ports/storage.ts';
export * from './ports/stored.ts';
export { lookAtPostgres } from './postgres/bring-up-to-date.ts';
export { administerPostgresApiKeys } from './postgres/administer-api-keys.ts';
export { postgresPlace } from './postgres/connection-options.ts';
export * from './postgres/open-postgres-storage.ts';
export { isSameHash } from './same-hash.ts';
export { administerSqliteApiKeys } from './sqlite/administer-api-keys.ts';
export * from './sqlite/open-sqlite-storage.ts';
export * from './storage-error.ts';
