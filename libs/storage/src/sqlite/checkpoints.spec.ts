// The log does not grow without end, whatever goes on meanwhile, and nothing is left in it in the end.
import { jest } from '@jest/globals';
import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Scene } from '../../testing/scene.ts';
import { TemporaryFolders } from '../../testing/temporary-folder.ts';
import { openSqliteStorage } from './open-sqlite-storage.ts';

// Each opening starts two threads, which takes its time on a busy machine.
jest.setTimeout(30_000);

/** A checkpoint is due past 16 MB and waited for past 33; a batch of this test adds 1 MB. */
const LARGEST_LOG = 36e6;

describe('the log of a database that is written to without a pause', () => {
  const folders = new TemporaryFolders();
  afterAll(() => folders.remove());

  const logSize = (path: string): number => statSync(`${path}-wal`).size;

  /** Writes about so many bytes, batch after batch. Answers how large the log was at most. */
  async function write(scene: Scene, path: string, bytes: number): Promise<number> {
    const description = { type: 'offer', sdp: 'x'.repeat(250_000) } as const;
    let largest = 0;
    for (let written = 0; written < bytes; written += 4 * description.sdp.length) {
      const { alice, bob } = await scene.pair();
      const offers = Array.from({ length: 4 }, () =>
        scene.say(alice, { to: bob.self.id, type: 'offer', content: description }),
      );
      await Promise.all(offers);
      largest = Math.max(largest, logSize(path));
    }
    return largest;
  }

  it('starts anew while the writing goes on, and is gone once the file is closed', async () => {
    const path = folders.file();
    const scene = new Scene(await openSqliteStorage({ path }));
    expect(await write(scene, path, 50e6)).toBeLessThan(LARGEST_LOG);
    await scene.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect(statSync(path).size).toBeGreaterThan(50e6);
  });

  it('waits for whoever still reads an older state, and starts anew after that', async () => {
    const path = folders.file();
    const scene = new Scene(await openSqliteStorage({ path }));
    const reader = new DatabaseSync(path, { readOnly: true });
    await scene.pair({ id: 'seen' });
    reader.exec('begin');
    const count = reader.prepare('select count(*) as calls from calls');
    expect(count.get()).toMatchObject({ calls: 1 });
    await write(scene, path, 25e6);
    expect(count.get()).toMatchObject({ calls: 1 });
    const kept = logSize(path);
    expect(kept).toBeGreaterThan(25e6);
    reader.close();
    // It is used again from its beginning; its file need not shrink.
    expect(await write(scene, path, 50e6)).toBeLessThan(kept + LARGEST_LOG);
    await scene.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });
});
