// Waits for something to be so: lets everything that is due run, round after round. A clock says only when to give up.

/** Digests are made on other threads: rounds of this one pass before a busy machine has come to them. */
const PATIENCE_MS = 10_000;
/** The machine's own, whatever clock a test puts in its place. */
const now = performance.now.bind(performance);

/** @throws Error when it is not so for too long */
export async function until(condition: () => boolean, what = String(condition)): Promise<void> {
  for (const begun = now(); now() - begun < PATIENCE_MS;) {
    if (condition()) {
      return;
    }
    await settled();
  }
  throw new Error(`It never came to this: ${what}`);
}

/** Lets the tasks that are due now run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}
