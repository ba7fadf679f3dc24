// The storage contract over SQLite.
import { jest } from '@jest/globals';
import { apiKeysContract } from '../../testing/api-keys.contract.ts';
import { storageContract } from '../../testing/storage-contract.ts';
import { TemporaryFolders } from '../../testing/temporary-folder.ts';
import { administerSqliteApiKeys } from './administer-api-keys.ts';
import { openSqliteStorage } from './open-sqlite-storage.ts';

// Each opening starts two threads, which takes its time on a busy machine.
jest.setTimeout(30_000);

describe('storage in a SQLite file', () => {
  const folders = new TemporaryFolders();
  afterAll(() => folders.remove());
  storageContract(() => openSqliteStorage({ path: folders.file() }));
  apiKeysContract(async () => {
    const path = folders.file();
    return { storage: await openSqliteStorage({ path }), administer: (work) => administerSqliteApiKeys(path, work) };
  });
});
