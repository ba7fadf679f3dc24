// Loaded into a server, its worker threads included (`--import`): each commit takes 20 ms, as on a slow disk.
import { DatabaseSync } from 'node:sqlite';

const COMMIT_MS = 20;

const still = new Int32Array(new SharedArrayBuffer(4));
const exec: (this: DatabaseSync, sql: string) => void = Reflect.get(DatabaseSync.prototype, 'exec');

DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
  if (sql === 'commit') Atomics.wait(still, 0, 0, COMMIT_MS);
  exec.call(this, sql);
};
