// Jest's global set-up: one PostgreSQL for all files that need one, unless TEST_DATABASE_URL names one that runs already.
// Each file makes databases of its own in it.
import { findTool, POSTGRESQL } from '../../scripts/lib/system-tools.ts';
import { PostgresServer } from '../support/postgres-server.ts';

const shared = globalThis as { postgresServer?: PostgresServer };

export default async function startSharedPostgres(): Promise<void> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) {
    process.env['PARLEY_TEST_DATABASES'] = given;
  } else if (findTool(POSTGRESQL)) {
    shared.postgresServer ??= await PostgresServer.start({ durable: false });
    process.env['PARLEY_TEST_DATABASES'] = shared.postgresServer.url;
  } else {
    process.stderr.write(`SKIPPED  the tests on PostgreSQL: ${POSTGRESQL.advice}\n`);
  }
}
