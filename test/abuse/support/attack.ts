// An attack runs in a process of its own, so that those who measure are not busy with it: `node attack.ts <name> <options>`.
// It says on standard output what came of it, as JSON.
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ATTACKER = fileURLToPath(new URL('../attackers/main.ts', import.meta.url));

export interface AttackOptions {
  url: string;
  address: string;
  /** How many of whatever it is. */
  count: number;
  /** For how long, in seconds, where it goes on. */
  seconds: number;
}

/** What an attacker saw: counts by name. */
export type AttackReport = Record<string, number>;

export interface RunningAttack {
  /** @throws Error when the attacker fails */
  report: Promise<AttackReport>;
  /** Has one that would go on come to its end and report. */
  stop: () => void;
  /** Ends it at once, if it still runs. */
  kill: () => void;
}

/** Begins an attack. */
export function attack(name: string, options: AttackOptions): RunningAttack {
  const child = spawn(process.execPath, [ATTACKER, name, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const report = once(child, 'close').then(([code, signal]: unknown[]) => {
    if (code !== 0) throw new Error(`The attacker ${name} ended with ${String(code ?? signal)}: ${printed}`);
    return JSON.parse(printed) as AttackReport;
  });
  return { report, stop: () => child.stdin.end(), kill: () => child.kill('SIGKILL') };
}
