// A database that was opened: the two ports over it.
import type { CallReader } from './call-reader.ts';
import type { CallStore } from './call-store.ts';

/** What an engine has open to a database that is reached over a network. */
export interface Connections {
  used: number;
  idle: number;
  /** Who waits for one. */
  waiting: number;
  /** Since the start: made, and broken or broken off. */
  opened: number;
  lost: number;
}

export interface Storage {
  store: CallStore;
  /** To be closed before the store. */
  reader: CallReader;
  /** Where there are any: those that write, and those that read. */
  connections?: () => { writing: Connections; reading: Connections };
}
