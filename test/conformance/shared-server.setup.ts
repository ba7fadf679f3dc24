// Jest's global set-up: one server for all files that need no settings of their own. A file without it starts its own.
import { startServer, type RunningServer } from '../support/start-server.ts';
import { OWN_API_KEYS } from './api-keys.ts';

const shared = globalThis as { conformanceServer?: RunningServer };

export default async function startSharedServer(): Promise<void> {
  if (process.env['PARLEY_URL'] !== undefined) return;
  try {
    shared.conformanceServer = await startServer({ env: { PARLEY_API_KEYS: OWN_API_KEYS } });
    process.env['CONFORMANCE_SHARED_URL'] = shared.conformanceServer.url;
  } catch (error) {
    // Other suites may run without a build; each file of this one will say what is wrong.
    console.error(error);
  }
}
