// The room comes after the page's start: a chunk of its own, fetched while there is time, so that it is there when someone comes.
import { signal } from '@preact/signals';

export type RoomParts = typeof import('../room/index.ts');

const TRY_AGAIN_AFTER_MS = 2000;

/** Null until it is here. */
export const room = signal<RoomParts | null>(null);

let coming: Promise<void> | null = null;

/** Fetches it once; a server that is away is asked again. */
export function fetchRoom(): Promise<void> {
  coming ??= fetchUntilHere();
  return coming;
}

async function fetchUntilHere(): Promise<void> {
  while (!room.value) {
    try {
      room.value = await import('../room/index.ts');
    } catch {
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_AFTER_MS));
    }
  }
}
