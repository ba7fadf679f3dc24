// The storage contract over PostgreSQL.
import { jest } from '@jest/globals';
import { apiKeysContract } from '../../testing/api-keys.contract.ts';
import { storageContract } from '../../testing/storage-contract.ts';
import { describePostgres, TestDatabases } from '../../testing/test-databases.ts';
import { administerPostgresApiKeys } from './administer-api-keys.ts';
import { openPostgresStorage } from './open-postgres-storage.ts';

jest.setTimeout(30_000);

describePostgres('storage in PostgreSQL', () => {
  const databases = new TestDatabases();
  afterAll(() => databases.remove());
  storageContract(async () => openPostgresStorage({ url: await databases.create() }));
  apiKeysContract(async () => {
    const url = await databases.create();
    return { storage: await openPostgresStorage({ url }), administer: (work) => administerPostgresApiKeys(url, work) };
  });
});
