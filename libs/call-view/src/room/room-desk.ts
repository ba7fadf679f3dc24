// What is open in a room.
import { signal } from '@preact/signals';

export class RoomDesk {
  /** Whether "More" is unfolded. */
  readonly more = signal(false);
  /** The name of the feature whose panel or dialog is open: one at a time. */
  readonly shown = signal<string | null>(null);

  /** Opens a feature's panel or dialog, or closes it if it is the one that is open. */
  toggle(name: string): void {
    this.shown.value = this.shown.value === name ? null : name;
  }

  close(): void {
    this.shown.value = null;
  }
}
