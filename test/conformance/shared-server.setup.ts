// Jest's global set-up: one server for all files that need no settings of their own. A file without it starts its own.
import { startServer, type RunningServer } from '../support/start-server.ts';

/** As in server-under-test.ts, which reads this: a file of Jest's own must not pull in what only exists in tests. */
const API_KEYS = 'the-first-of-two-keys,conformance-key-0123456789abcdef';

const shared = globalThis as { conformanceServer?: RunningServer };

export default async function startSharedServer(): Promise<void> {
  if (process.env['PARLEY_URL'] !== undefined) return;
  try {
    shared.conformanceServer = await startServer({ env: { PARLEY_API_KEYS: API_KEYS } });
    process.env['CONFORMANCE_SHARED_URL'] = shared.conformanceServer.url;
  } catch (error) {
    // Other suites may run without a build; each file of this one will say what is wrong.
    console.error(error);
  }
}
