// The storage contract over PostgreSQL.
import { jest } from '@jest/globals';
import { storageContract } from '../../testing/storage-contract.ts';
import { describePostgres, TestDatabases } from '../../testing/test-databases.ts';
import { openPostgresStorage } from './open-postgres-storage.ts';

jest.setTimeout(30_000);

describePostgres('storage in PostgreSQL', () => {
  const databases = new TestDatabases();
  afterAll(() => databases.remove());
  storageContract(async () => openPostgresStorage({ url: await databases.create() }));
});
