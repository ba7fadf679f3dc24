// Folders for database files, which go when the tests are done.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class TemporaryFolders {
  private readonly made: string[] = [];

  /** The path of a file that is not there yet, in a folder of its own. */
  file(name = 'parley.db'): string {
    const folder = mkdtempSync(join(tmpdir(), 'parley-storage-'));
    this.made.push(folder);
    return join(folder, name);
  }

  remove(): void {
    for (const folder of this.made.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}
