// Jest's global tear-down: ends what shared-server.setup.ts started.
import type { RunningServer } from '../support/start-server.ts';

export default async function endSharedServer(): Promise<void> {
  await (globalThis as { conformanceServer?: RunningServer }).conformanceServer?.discard();
}
