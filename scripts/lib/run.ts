// Runs other programs of the workspace with the workspace's own Node.
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const BIN = join(ROOT, 'node_modules', '.bin');

/** What child processes get: the workspace's programs come first, its Node among them. */
export const ENVIRONMENT: NodeJS.ProcessEnv = { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH ?? ''}` };

export interface RunOptions {
  environment?: Record<string, string>;
  stdio?: StdioOptions;
}

/** Runs a program to its end and answers its exit code. @throws Error when it cannot be started */
export function run([program, ...args]: readonly string[], options: RunOptions = {}): Promise<number> {
  return exitOf(start(program, args, options));
}

export interface Captured {
  code: number;
  /** What it printed, errors included. */
  output: string;
}

/** The same, but what it prints is kept instead of shown: for programs that run beside each other. */
export async function capture([program, ...args]: readonly string[]): Promise<Captured> {
  const child = start(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { code: await exitOf(child), output: Buffer.concat(chunks).toString() };
}

function start(program = '', args: readonly string[], { environment, stdio = 'inherit' }: RunOptions): ChildProcess {
  return spawn(program, args, {
    cwd: ROOT,
    env: { ...ENVIRONMENT, ...environment },
    stdio,
    shell: process.platform === 'win32',
  });
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
