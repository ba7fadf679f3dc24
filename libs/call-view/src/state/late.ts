// What comes after the start, as a chunk of its own.
import { signal, type Signal } from '@preact/signals';

const TRY_AGAIN_AFTER_MS = 2000;

export interface Late<Parts> {
  /** Null until it is here. */
  readonly parts: Signal<Parts | null>;
  /** Fetches it once; a server that is away is asked again. */
  readonly fetch: () => Promise<void>;
}

export function late<Parts>(load: () => Promise<Parts>): Late<Parts> {
  const parts = signal<Parts | null>(null);
  let coming: Promise<void> | null = null;
  const fetchUntilHere = async (): Promise<void> => {
    while (!parts.value) {
      try {
        parts.value = await load();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_AFTER_MS));
      }
    }
  };
  return { parts, fetch: () => (coming ??= fetchUntilHere()) };
}
