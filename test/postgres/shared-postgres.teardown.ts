// Jest's global tear-down: ends what shared-postgres.setup.ts started.
import type { PostgresServer } from '../support/postgres-server.ts';

const shared = globalThis as { postgresServer?: PostgresServer };

export default async function endSharedPostgres(): Promise<void> {
  const server = shared.postgresServer;
  delete shared.postgresServer;
  await server?.discard();
}
