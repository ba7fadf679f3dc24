// A database that was opened: the two ports over it.
import type { CallReader } from './call-reader.ts';
import type { CallStore } from './call-store.ts';

export interface Storage {
  store: CallStore;
  /** To be closed before the store. */
  reader: CallReader;
}
