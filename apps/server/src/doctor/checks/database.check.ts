// Whether the database's folder can be written, and for how long its disk will do.
import { randomUUID } from 'node:crypto';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { lookAtPostgres } from '@parley/storage';
import type { Settings } from '../../settings/settings.ts';
import { bad, good, warning, type Finding } from '../finding.ts';

const SUBJECT = 'Database';
/** Milliseconds of a round trip within one data centre, generously. */
const SLOW = 10;
const MEBIBYTE = 1024 * 1024;
/** A call takes about 17 KB: 60,000 of them. */
const SPARSE = 1024 * MEBIBYTE;
/** The write-ahead log alone may take 64 MiB. */
const TOO_LITTLE = 128 * MEBIBYTE;

export async function checkDatabase({ database }: Settings): Promise<Finding[]> {
  return database.engine === 'sqlite' ? checkFolder(dirname(resolve(database.path))) : checkPostgres(database.url);
}

async function checkPostgres(url: string): Promise<Finding[]> {
  try {
    const { place, version, milliseconds } = await lookAtPostgres(url);
    const says = `${place} is PostgreSQL ${version} and answers in ${milliseconds.toFixed(1)} ms`;
    const remedy = 'Put the database nearer to this server: each signal waits for it once.';
    return [milliseconds > SLOW ? warning(SUBJECT, says, remedy) : good(SUBJECT, says)];
  } catch (error) {
    const [says = '', remedy = 'Check DATABASE_URL.'] = String(error instanceof Error ? error.message : error).split(
      ': ',
    );
    return [bad(SUBJECT, says, remedy)];
  }
}

async function checkFolder(folder: string): Promise<Finding[]> {
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
