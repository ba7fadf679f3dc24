// Which files are opened, and which are left alone.
import { jest } from '@jest/globals';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Scene } from '../../testing/scene.ts';
import { TemporaryFolders } from '../../testing/temporary-folder.ts';
import { StorageError } from '../storage-error.ts';
import { openSqliteStorage } from './open-sqlite-storage.ts';

// Each opening starts two threads, which takes its time on a busy machine.
jest.setTimeout(30_000);

describe('the database file', () => {
  const folders = new TemporaryFolders();
  afterAll(() => folders.remove());

  const opened = async (path: string) => new Scene(await openSqliteStorage({ path, busyTimeout: 10 }));

  /** The line with which it is refused. */
  async function refusal(path: string): Promise<string> {
    const error: unknown = await opened(path).then(
      (scene) => scene.close(),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(StorageError);
    const { message } = error as StorageError;
    expect(message).not.toContain('\n');
    return message;
  }

  /** A file of ours with something in it, closed. */
  async function filled(path = folders.file()): Promise<string> {
    const scene = await opened(path);
    const { alice, bob } = await scene.pair({ id: 'kept' });
    await Promise.all(Array.from({ length: 200 }, () => scene.say(alice, { to: bob.self.id })));
    await scene.close();
    return path;
  }

  function foreign(path: string, script: string): string {
    const database = new DatabaseSync(path);
    database.exec(script);
    database.close();
    return path;
  }

  it('is made with its folder if missing, and keeps everything when it is opened again', async () => {
    const path = await filled(folders.file('some/deeper/folder/parley.db'));
    const scene = await opened(path);
    expect((await scene.reader.call('kept')).call).toMatchObject({ state: 'active', participants: [{}, {}] });
    await scene.close();
  });

  it('serves one server at a time, by whatever name', async () => {
    const path = folders.file();
    const scene = await opened(path);
    expect(await refusal(path)).toContain('in use by another Parley server');
    expect(await refusal(`${dirname(path)}/./parley.db`)).toContain('in use by another Parley server');
    await scene.close();
    await (await opened(path)).close();
  });

  it('may be there, but empty', async () => {
    const path = folders.file();
    writeFileSync(path, '');
    await filled(path);
  });

  it('may be a database that nothing was put into', async () => {
    await filled(foreign(folders.file(), 'create table t (x); drop table t; vacuum'));
  });

  it('is left alone when it is another program’s', async () => {
    const path = foreign(folders.file(), "create table notes (text); insert into notes values ('mine')");
    const before = readFileSync(path);
    expect(await refusal(path)).toContain('another program');
    expect(readFileSync(path).equals(before)).toBe(true);

    const marked = foreign(folders.file(), 'pragma application_id = 7');
    expect(await refusal(marked)).toContain('another program');
  });

  it('is left alone when it is no database', async () => {
    const path = folders.file();
    writeFileSync(path, 'Dear diary, '.repeat(1000));
    expect(await refusal(path)).toContain('torn or no SQLite database');
    expect(readFileSync(path, 'utf8')).toMatch(/^Dear diary/);
  });

  it('is left alone when its end is missing', async () => {
    const path = await filled();
    truncateSync(path, statSync(path).size - 3 * 4096 - 100);
    expect(await refusal(path)).toContain('torn');
  });

  it('is left alone when it is torn in the middle', async () => {
    const path = await filled();
    const bytes = readFileSync(path).fill(0xaa, 8 * 4096, 12 * 4096);
    writeFileSync(path, bytes);
    expect(await refusal(path)).toContain('torn');
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('is left alone when a newer Parley made it', async () => {
    const path = foreign(await filled(), "insert into migrations values ('9999-from-the-future', 0)");
    expect(await refusal(path)).toContain('newer Parley (it has 9999-from-the-future)');
  });

  it('is refused where no folder can be made, or where a folder stands', async () => {
    const file = folders.file('a-file');
    writeFileSync(file, '');
    expect(await refusal(`${file}/parley.db`)).toContain('cannot be made');
    expect(await refusal(dirname(file))).toContain('is a folder');
  });
});
