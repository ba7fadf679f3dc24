// The storage contract over SQLite.
import { storageContract } from '../../testing/storage-contract.ts';
import { TemporaryFolders } from '../../testing/temporary-folder.ts';
import { openSqliteStorage } from './open-sqlite-storage.ts';

describe('storage in a SQLite file', () => {
  const folders = new TemporaryFolders();
  afterAll(() => folders.remove());
  storageContract(() => openSqliteStorage({ path: folders.file() }));
});
