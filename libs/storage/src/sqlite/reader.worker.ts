// The reader's thread: a connection of its own, which can only read. Node runs this file itself: erasable types only.
import type { DatabaseSync } from 'node:sqlite';
import { parentPort } from 'node:worker_threads';
import { Kysely } from 'kysely';
import type { Schema } from '../sql/schema.ts';
import { BatchReader } from './batch-reader.ts';
import { described, openForReading } from './database-file.ts';
import type { CloseMessage, OpenMessage, OpenReply, ReadMessage } from './messages.ts';
import { nodeSqliteDialect } from './node-sqlite-dialect.ts';

const port = parentPort;
if (!port) throw new Error('This file is a worker.');

let database: DatabaseSync | undefined;
let reader: BatchReader | undefined;

port.on('message', (message: OpenMessage | ReadMessage[] | CloseMessage) => void answer(message));

async function answer(message: OpenMessage | ReadMessage[] | CloseMessage): Promise<void> {
  if (message === 'close') {
    database?.close();
    port?.close();
  } else if ('path' in message) {
    port?.postMessage(start(message));
  } else {
    port?.postMessage(await reader?.run(message));
  }
}

function start({ path, busyTimeout }: OpenMessage): OpenReply {
  try {
    database = openForReading(path, busyTimeout);
    reader = new BatchReader(database, new Kysely<Schema>({ dialect: nodeSqliteDialect(database) }));
    return { file: path };
  } catch (error) {
    return { stopped: described(path, error).message };
  }
}
