// The timeline comes when someone asks for it.
import { signal } from '@preact/signals';

export type TimelineParts = typeof import('../timeline/index.ts');

/** Null until it is here. */
export const timelineParts = signal<TimelineParts | null>(null);

/** @throws when the server is away */
export async function fetchTimeline(): Promise<void> {
  timelineParts.value ??= await import('../timeline/index.ts');
}
