// The checkpointer's thread: moves what is committed from the log into the file, over a connection of its own, while the
// writer goes on. Node runs this file itself: erasable types only.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { parentPort } from 'node:worker_threads';
import { described, openForCheckpoints } from './database-file.ts';
import type {
  CheckpointMessage,
  CheckpointReply,
  CloseMessage,
  LogProgress,
  OpenMessage,
  OpenReply,
} from './messages.ts';
import { failure } from './outcomes.ts';

/** So few frames are left to the writer: less than one batch of a busy server brings. */
const FEW_FRAMES = 64;
/** A writer that is always ahead is not chased for ever. */
const MOST_ROUNDS = 3;

const port = parentPort;
if (!port) throw new Error('This file is a worker.');

let database: DatabaseSync | undefined;
let checkpointer: { passive: StatementSync; progress: StatementSync } | undefined;

port.on('message', (message: OpenMessage | CheckpointMessage | CloseMessage) => {
  if (message === 'close') {
    database?.close();
    port.close();
  } else {
    port.postMessage(message === 'checkpoint' ? checkpoint() : start(message));
  }
});

function start({ path, busyTimeout }: OpenMessage): OpenReply {
  try {
    database = openForCheckpoints(path, busyTimeout);
    checkpointer = {
      passive: database.prepare('pragma wal_checkpoint(passive)'),
      progress: database.prepare('pragma wal_checkpoint(noop)'),
    };
    return { file: path };
  } catch (error) {
    return { stopped: described(path, error).message };
  }
}

/** What was committed during one round is the next, shorter one's. */
function checkpoint(): CheckpointReply {
  if (!checkpointer) return { unavailable: 'It is not open.' };
  const { passive, progress } = checkpointer;
  try {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      passive.get();
      const { log, checkpointed } = progress.get() as unknown as LogProgress;
      if (log - checkpointed <= FEW_FRAMES) break;
    }
    return 'done';
  } catch (error) {
    return { unavailable: failure(error) };
  }
}
