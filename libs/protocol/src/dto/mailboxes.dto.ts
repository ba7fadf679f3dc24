// Reading one's mailbox over a socket.
import type { ReceivedPayload, SyncPayload } from '../events.ts';
import { Integer } from './fields.decorator.ts';

/** `received`: confirms all up to `seq`. */
export class ReceivedDto implements ReceivedPayload {
  @Integer({ min: 0 })
  seq!: number;
}

/** `sync`. */
export class SyncDto implements SyncPayload {
  /** The reader's position; left out it is the last confirmed. */
  @Integer({ min: 0, optional: true })
  after?: number;
}
