// The page and its network, as far as the flight recorder asks.

export interface Surroundings {
  readonly online: boolean;
  readonly visible: boolean;
  /** Told when either changes, and (`pagehide`) when the page goes. */
  listen(listener: (event: 'change' | 'pagehide') => void, signal: AbortSignal): void;
}

export function thisPage(): Surroundings {
  return {
    get online() {
      return navigator.onLine;
    },
    get visible() {
      return document.visibilityState === 'visible';
    },
    listen(listener, signal) {
      const changed = (): void => listener('change');
      window.addEventListener('online', changed, { signal });
      window.addEventListener('offline', changed, { signal });
      window.addEventListener('pageshow', changed, { signal });
      document.addEventListener('visibilitychange', changed, { signal });
      window.addEventListener('pagehide', () => listener('pagehide'), { signal });
    },
  };
}
