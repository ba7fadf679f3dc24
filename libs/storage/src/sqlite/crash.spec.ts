// What was acknowledged is on the disk: a process is killed in the middle of its writing.
import { jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Scene } from '../../testing/scene.ts';
import { TemporaryFolders } from '../../testing/temporary-folder.ts';
import { openSqliteStorage } from './open-sqlite-storage.ts';

const CHILD = fileURLToPath(new URL('../../testing/crash.child.ts', import.meta.url));
const ENOUGH = 300;

// Each opening starts two threads, which takes its time on a busy machine.
jest.setTimeout(30_000);

describe('a process that is killed while it writes', () => {
  const folders = new TemporaryFolders();
  afterAll(() => folders.remove());

  it('loses nothing that it acknowledged, and its file is free at once', async () => {
    const path = folders.file();
    const acknowledged = await killedAfter(path, ENOUGH);

    const scene = new Scene(await openSqliteStorage({ path }));
    const bob = await scene.join('the call', { secretHash: new Uint8Array(32).fill(2) });
    const seqs: number[] = [];
    const found = new Set<string>();
    for (let more = true; more;) {
      const page = await scene.reader.mailbox(bob.seat, { after: seqs.length, limit: 500 });
      for (const { seq, messageId } of page.items) {
        seqs.push(seq);
        found.add(messageId);
      }
      more = page.more;
    }
    expect(acknowledged.filter((messageId) => !found.has(messageId))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(ENOUGH);
    expect(seqs).toEqual(Array.from(seqs, (_, index) => index + 1));
    expect(bob.lastSeq).toBe(seqs.length);
    await scene.close();
  });
});

/** Runs the child until it has acknowledged so many, kills it, and answers all that it had. */
async function killedAfter(path: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const acknowledged: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(line);
    if (acknowledged.length === count) child.kill('SIGKILL');
  }
  expect(await exited).toEqual([null, 'SIGKILL']);
  return acknowledged;
}
