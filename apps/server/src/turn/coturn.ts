// coturn as a child of this server: started with it, ended with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Logger } from '@nestjs/common';
import { turnCredentials } from '../ice-servers/turn-credentials.ts';
import { coturnConfiguration, pidFile, type CoturnOptions } from './coturn-configuration.ts';
import { probeTurn, type Probed } from './probe.ts';

const log = new Logger('Coturn');

/** How long (ms) it may take to answer its first request. */
const START_LIMIT = 10_000;
/** How long (ms) one request may take until then. */
const ANSWER_LIMIT = 250;
const A_MINUTE = 60;
/** It takes a second over a gentler end, in which a server that starts anew would take it for one that serves. */
const AT_ONCE = 'SIGKILL';

/** Where the program stands; null when it is not installed. */
export function findCoturn(path = process.env['PATH'] ?? ''): string | null {
  const folders = [...path.split(delimiter), '/usr/bin', '/usr/sbin', '/opt/homebrew/bin', '/usr/local/bin'];
  return folders.map((folder) => join(folder, 'turnserver')).find((file) => existsSync(file)) ?? null;
}

/**
 * Starts coturn and waits until it serves. It ends with this process. One that a killed server left behind goes on
 * serving, for its secret is kept, and ends with this process too.
 *
 * @throws Error telling what coturn said, when it does not serve
 */
export async function startCoturn(program: string, options: CoturnOptions): Promise<void> {
  const already = await probeOwn(options);
  if (already.verdict === 'refused') throw new Error(`another TURN server listens on port ${options.port}`);
  if (already.verdict === 'serves') {
    const pid = Number(await readFile(pidFile(options.folder), 'utf8').catch(() => ''));
    if (pid > 1) process.once('exit', () => end(pid));
    return;
  }
  await mkdir(options.folder, { recursive: true });
  const file = join(options.folder, 'turnserver.conf');
  // In a file that nobody else reads: what stands on a command line the whole machine sees.
  await writeFile(file, coturnConfiguration(options), { mode: 0o600 });
  // In a group of its own: Ctrl-C in the terminal is for this server, which then ends it.
  const child = spawn(program, ['-c', file], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  process.once('exit', () => child.kill(AT_ONCE));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2000)));
  }
  const ended = once(child, 'exit').then(
    () => false,
    () => false,
  );
  if (!(await Promise.race([serves(options), ended]))) {
    child.kill(AT_ONCE);
    throw new Error(`coturn does not serve on port ${options.port}. It said: ${lastLine(said)}`);
  }
  child.once('exit', (code, signal) =>
    log.error(`coturn ended by itself (${signal ?? code}): calls that need a relay fail.`),
  );
}

function end(pid: number): void {
  try {
    process.kill(pid, AT_ONCE);
  } catch {
    // It is gone already.
  }
}

async function serves(options: CoturnOptions): Promise<boolean> {
  for (const deadline = Date.now() + START_LIMIT; Date.now() < deadline;) {
    if ((await probeOwn(options)).verdict === 'serves') return true;
  }
  return false;
}

function probeOwn({ port, secret }: CoturnOptions): Promise<Probed> {
  const credentials = turnCredentials(secret, 'start', Math.floor(Date.now() / 1000) + A_MINUTE);
  return probeTurn({ kind: 'turn', host: '127.0.0.1', port, transport: 'udp' }, credentials, ANSWER_LIMIT);
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? 'nothing';
}
