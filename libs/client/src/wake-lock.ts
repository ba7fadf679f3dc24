// Keeps the screen from going dark in mid-call, where browsers can.
import type { Call } from './call.ts';

/** @internal What is asked of the page. */
export interface WakingPage {
  readonly visibilityState: DocumentVisibilityState;
  readonly wakeLock: WakeLock | undefined;
  addEventListener(type: 'visibilitychange', listener: () => void, options: { signal: AbortSignal }): void;
}

/**
 * Keeps the screen awake until the call is over. Browsers take the lock away while the page is hidden; it is taken
 * again when the page is back. Where there is no such lock, or the battery is too low for it, nothing happens.
 *
 * @returns lets the screen sleep again, before the end of the call
 * @see https://www.w3.org/TR/screen-wake-lock/
 */
export function keepAwake(call: Call): () => void;
/** @internal with a fake, in tests */
export function keepAwake(call: Call, page: WakingPage): () => void;
export function keepAwake(call: Call, page = thisPage()): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let lock: WakeLockSentinel | null = null;
  let asking = false;

  const free = (): void => {
    void lock?.release();
    lock = null;
  };
  const take = async (): Promise<void> => {
    if (asking || (lock && !lock.released) || page.visibilityState !== 'visible' || signal.aborted) {
      return;
    }
    asking = true;
    lock = (await page.wakeLock?.request('screen').catch(() => null)) ?? null;
    asking = false;
    if (signal.aborted) {
      free();
    }
  };
  const stop = (): void => {
    listening.abort();
    free();
  };

  if (call.endReason === null) {
    page.addEventListener('visibilitychange', () => void take(), { signal });
    call.addEventListener('ended', stop, { signal });
    void take();
  }
  return stop;
}

function thisPage(): WakingPage {
  return {
    get visibilityState() {
      return document.visibilityState;
    },
    addEventListener: (...listening) => document.addEventListener(...listening),
    // Missing in an insecure context and in older browsers, whatever the DOM's types say.
    wakeLock: navigator.wakeLock,
  };
}
