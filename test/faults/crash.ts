// Ends a server and starts it again, as a strike of the plan says.
import { setTimeout as pause } from 'node:timers/promises';
import type { RunningServer } from '../support/start-server.ts';
import type { Strike } from './plan.ts';

/** As a power cut would (SIGKILL). */
export async function crash(server: RunningServer, { againAfter }: Strike): Promise<void> {
  await server.kill();
  await startAgain(server, againAfter);
}

export interface Stop {
  /** The exit code; null if a signal ended it. */
  code: number | null;
  /** Milliseconds from the request to the end. */
  took: number;
}

/** As an orchestrator would (SIGTERM). */
export async function stopAndStart(server: RunningServer, { againAfter }: Strike): Promise<Stop> {
  const asked = performance.now();
  const code = await server.stop();
  const took = performance.now() - asked;
  await startAgain(server, againAfter);
  return { code, took };
}

/** Starts it; `againAfter` milliseconds later it is killed once more, wherever it is by then, and started anew. */
export async function startAgain(server: RunningServer, againAfter: number | null): Promise<void> {
  if (againAfter !== null) {
    const started = server.start().catch(() => 'killed');
    await pause(againAfter);
    await server.kill();
    await started;
  }
  await server.start();
}
