// Jest's global set-up of the conformance suite on PostgreSQL: as on SQLite, in the PostgreSQL that all such tests share.
import { TestDatabases } from '../../libs/storage/testing/test-databases.ts';
import { startShared } from '../conformance/shared-server.ts';
import startSharedPostgres from './shared-postgres.setup.ts';

export default async function startSharedServer(): Promise<void> {
  await startSharedPostgres();
  await startShared('postgres', { DATABASE_URL: await new TestDatabases().create() });
}
