// Waiting with an end: for what is to happen, for so long at most, and not past an abort.

/**
 * Begins something and waits for its outcome.
 *
 * @param milliseconds after which the answer is null
 * @param start begins it; what it answers, if anything, cleans up after it, whatever the outcome
 * @throws the signal's reason when it is aborted, and whatever `start` fails with
 */
export async function within<Outcome>(
  milliseconds: number,
  signal: AbortSignal,
  start: (settle: (outcome: Outcome) => void, fail: (error: unknown) => void) => (() => void) | void,
): Promise<Outcome | null> {
  signal.throwIfAborted();
  const ends: (() => void)[] = [];
  try {
    return await new Promise<Outcome | null>((resolve, reject) => {
      const timer = setTimeout(() => resolve(null), milliseconds);
      const aborted = (): void => reject(signal.reason);
      signal.addEventListener('abort', aborted);
      ends.push(
        () => clearTimeout(timer),
        () => signal.removeEventListener('abort', aborted),
      );
      const end = start(resolve, reject);
      if (end) {
        ends.push(end);
      }
    });
  } finally {
    ends.forEach((end) => end());
  }
}
