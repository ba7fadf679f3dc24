// The writer's thread: it holds the lock and the one connection that writes. Node runs this file itself: erasable types only.
import type { DatabaseSync } from 'node:sqlite';
import { parentPort } from 'node:worker_threads';
import { Kysely } from 'kysely';
import type { Schema } from '../sql/schema.ts';
import { BatchWriter } from './batch-writer.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { Checkpoints } from './checkpoints.ts';
import { described, inspectFile, lockFile, openForWriting, prepareFile } from './database-file.ts';
import type { CloseMessage, OpenMessage, OpenReply, WriteBatch } from './messages.ts';
import { nodeSqliteDialect } from './node-sqlite-dialect.ts';

const port = parentPort;
if (!port) throw new Error('This file is a worker.');

let writer: BatchWriter | undefined;
let checkpoints: Checkpoints | undefined;
const open: DatabaseSync[] = [];

port.on('message', (message: OpenMessage | WriteBatch | CloseMessage) => void answer(message));

async function answer(message: OpenMessage | WriteBatch | CloseMessage): Promise<void> {
  if (message === 'close') {
    await checkpoints?.close();
    close();
    port?.close();
  } else if ('path' in message) {
    port?.postMessage(await start(message));
  } else {
    await checkpoints?.keepUp();
    port?.postMessage(await writer?.run(message));
  }
}

async function start({ path, busyTimeout }: OpenMessage): Promise<OpenReply> {
  try {
    const file = prepareFile(path);
    open.push(lockFile(file));
    inspectFile(file);
    const database = openForWriting(file, busyTimeout);
    open.push(database);
    await bringUpToDate(file, database);
    checkpoints = new Checkpoints(database, { path: file, busyTimeout });
    writer = new BatchWriter(database, new Kysely<Schema>({ dialect: nodeSqliteDialect(database) }));
    return { file };
  } catch (error) {
    close();
    return { stopped: described(path, error).message };
  }
}

/** The lock goes last: nobody opens the file before it is closed here. */
function close(): void {
  for (const database of open.toReversed()) database.close();
  open.length = 0;
}
