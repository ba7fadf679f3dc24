// How React reads an object that changes by itself and says so by events.
import { useCallback, useRef, useSyncExternalStore } from 'react';

/**
 * Reads something off a Call, a RemoteParticipant, Statistics, or whatever else tells its changes by events, and renders
 * again when what is read has changed: objects and arrays are compared by what stands in them, one level deep.
 *
 * @param target null while there is none, and on a server that renders
 * @param types the events after which to read again
 * @param read must change nothing
 * @see https://react.dev/reference/react/useSyncExternalStore
 * @example
 * const quality = useReading(statistics, ['snapshot'], (from) => from?.snapshot?.participants.get(id)?.quality);
 */
export function useReading<Target extends EventTarget, Reading>(
  target: Target | null,
  types: readonly string[],
  read: (target: Target | null) => Reading,
): Reading {
  const last = useRef<{ readonly reading: Reading } | null>(null);
  const names = types.join(' ');

  const subscribe = useCallback(
    (changed: () => void) => {
      const listening = new AbortController();
      for (const type of names.split(' ')) {
        target?.addEventListener(type, changed, { signal: listening.signal });
      }
      return () => listening.abort();
    },
    [target, names],
  );

  // The same object for as long as it says the same, or React would render without end.
  const readFrom = (from: Target | null): Reading => {
    const reading = read(from);
    if (!last.current || !isSame(last.current.reading, reading)) {
      last.current = { reading };
    }
    return last.current.reading;
  };
  return useSyncExternalStore(
    subscribe,
    () => readFrom(target),
    () => readFrom(null),
  );
}

function isSame(a: unknown, b: unknown): boolean {
  if (!isPlain(a) || !isPlain(b)) {
    return Object.is(a, b);
  }
  const [ours, theirs] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    ours.length === theirs.size && ours.every(([key, value]) => theirs.has(key) && Object.is(value, theirs.get(key)))
  );
}

/** Made for a reading: not a Call, a MediaStream or another object that is what it is. */
function isPlain(value: unknown): value is object {
  return Array.isArray(value) || (value !== null && Object.getPrototypeOf(value) === Object.prototype);
}
