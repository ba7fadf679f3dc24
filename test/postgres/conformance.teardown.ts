// Jest's global tear-down: ends what conformance.setup.ts started; the database goes with its server.
import { endShared } from '../conformance/shared-server.ts';
import endSharedPostgres from './shared-postgres.teardown.ts';

export default async function endSharedServer(): Promise<void> {
  await endShared('postgres');
  await endSharedPostgres();
}
