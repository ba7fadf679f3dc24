// Starts a server that is to refuse, and tells how it did.
import { startServer } from '../support/start-server.ts';

export interface RefusedStart {
  code: number;
  /** All that it printed. */
  lines: string[];
}

/** @throws Error when it starts, or ends in another way than by exiting */
export async function refusedStart(databasePath: string): Promise<RefusedStart> {
  const start = startServer({ env: { DATABASE_URL: `sqlite:${databasePath}` } });
  const outcome: unknown = await start.then(
    (server) => server.discard(),
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error('It started.');
  const [, code, printed] = /exit code (\d+) instead of listening\. It printed:\n([^]*)$/.exec(outcome.message) ?? [];
  if (code === undefined || printed === undefined)
    throw new Error('It was not refused in good order.', { cause: outcome });
  return { code: Number(code), lines: printed.trimEnd().split('\n') };
}
