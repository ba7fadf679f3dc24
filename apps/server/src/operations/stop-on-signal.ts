// Stops in good order when asked to: no new work, sockets told to come back, what was acknowledged finished, exit code 0.
import { Logger, type INestApplication } from '@nestjs/common';
import type { Server } from 'node:net';

/** An orchestrator kills after ten seconds: whatever is held up by then must not cost the clean exit. */
const LONGEST_STOP_MS = 8000;
const STOPPED_BY_HAND_TWICE = 130;

export function stopOnSignal(app: INestApplication, ...listeners: (Server | null)[]): void {
  const log = new Logger('Stop');
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(STOPPED_BY_HAND_TWICE);
    stopping = true;
    setTimeout(() => {
      log.warn('Something did not finish in time; all that was acknowledged is stored.');
      process.exit(0);
    }, LONGEST_STOP_MS).unref();
    log.log(`Stopping (${signal})`);
    for (const listener of listeners) listener?.close();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('The stop failed', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
