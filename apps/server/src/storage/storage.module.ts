// Opens the database that the settings name; it closes last, when nothing writes any more.
import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import {
  CallReader,
  CallStore,
  type Commit,
  openPostgresStorage,
  openSqliteStorage,
  type Storage,
} from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { Settings } from '../settings/settings.ts';
import { CommitFigures } from './commit-figures.ts';
import { ConnectionFigures } from './connection-figures.ts';

const STORAGE = Symbol('storage');

@Global()
@Module({
  providers: [
    CommitFigures,
    ConnectionFigures,
    {
      provide: STORAGE,
      inject: [Settings, CommitFigures, ConnectionFigures, CommittedChanges],
      useFactory: async (
        { database }: Settings,
        figures: CommitFigures,
        connections: ConnectionFigures,
        changes: CommittedChanges,
      ): Promise<Storage> => {
        const committed = (commit: Commit): void => figures.note(commit);
        const storage = await (database.engine === 'sqlite'
          ? openSqliteStorage({ ...database, committed })
          : openPostgresStorage({
              ...database,
              committed,
              late: (committed) => changes.publish(committed),
              missed: () => changes.lookAgain(),
            }));
        connections.watch(storage);
        return storage;
      },
    },
    { provide: CallStore, inject: [STORAGE], useFactory: ({ store }: Storage) => store },
    { provide: CallReader, inject: [STORAGE], useFactory: ({ reader }: Storage) => reader },
  ],
  exports: [CallStore, CallReader],
})
export class StorageModule implements OnApplicationShutdown {
  constructor(@Inject(STORAGE) private readonly storage: Storage) {}

  async onApplicationShutdown(): Promise<void> {
    // The last to close puts the log's pages into the file, so that the file alone is whole: the reader cannot.
    await this.storage.reader.close();
    await this.storage.store.close();
  }
}
