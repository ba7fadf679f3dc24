// Whether the database's folder can be written, and for how long its disk will do.
import { randomUUID } from 'node:crypto';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Settings } from '../../settings/settings.ts';
import { bad, good, warning, type Finding } from '../finding.ts';

const SUBJECT = 'Database';
const MEBIBYTE = 1024 * 1024;
/** A call takes about 17 KB: 60,000 of them. */
const SPARSE = 1024 * MEBIBYTE;
/** The write-ahead log alone may take 64 MiB. */
const TOO_LITTLE = 128 * MEBIBYTE;

export async function checkDatabase({ databasePath }: Settings): Promise<Finding[]> {
  const folder = dirname(resolve(databasePath));
  try {
    await mkdir(folder, { recursive: true });
    const trial = join(folder, `.doctor-${randomUUID()}`);
    await writeFile(trial, 'x');
    await rm(trial);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      bad(SUBJECT, `${folder} cannot be written (${reason})`, 'Give this user the right to, or change DATABASE_URL.'),
    ];
  }
  const { bavail, bsize } = await statfs(folder);
  return [judgeSpace(folder, bavail * bsize)];
}

/** @param free bytes */
export function judgeSpace(folder: string, free: number): Finding {
  const says = `${folder} can be written, ${readable(free)} are free`;
  const remedy = 'Make room on that disk, or shorten PARLEY_RETENTION: a call takes about 17 KB until it is erased.';
  if (free < TOO_LITTLE) return bad(SUBJECT, says, remedy);
  return free < SPARSE ? warning(SUBJECT, says, remedy) : good(SUBJECT, says);
}

function readable(bytes: number): string {
  const mebibytes = bytes / MEBIBYTE;
  return mebibytes < 1024 ? `${Math.floor(mebibytes)} MiB` : `${(mebibytes / 1024).toFixed(1)} GiB`;
}
