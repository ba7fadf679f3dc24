// Waits for something to be so: lets everything that is due run, round after round, and never looks at a clock.

const ROUNDS = 500;

/** @throws Error when nothing more happens and it still is not so */
export async function until(condition: () => boolean, what = String(condition)): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
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
