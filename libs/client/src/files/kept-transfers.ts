// What a tab remembers of its transfers over a reload: who, what and how far the two people had agreed. Not the bytes.
import type { TransferIdentity } from './transfer.ts';

/** A transfer that can be gone on with, or whose file is on the disk. */
export interface KeptTransfer extends TransferIdentity {
  readonly direction: 'incoming' | 'outgoing';
  readonly complete: boolean;
}

/** For one seat: like its secret, in the tab's own storage, which a reload keeps and a second tab does not share. */
export class KeptTransfers {
  readonly #key: string;

  /** @param seat the seat's folder */
  constructor(seat: string) {
    this.#key = `parley-files:${seat}`;
  }

  /** What was kept; nothing where it is not what this library wrote. */
  read(): KeptTransfer[] {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(this.#key) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isKept) : [];
    } catch {
      return [];
    }
  }

  write(transfers: readonly KeptTransfer[]): void {
    try {
      if (transfers.length > 0) {
        sessionStorage.setItem(this.#key, JSON.stringify(transfers));
      } else {
        sessionStorage.removeItem(this.#key);
      }
    } catch {
      // Storage that is full or forbidden: then a reload ends the transfers, and no more.
    }
  }
}

function isKept(value: unknown): value is KeptTransfer {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { id, participantId, participantName, name, size, mediaType, direction, complete } = value as Partial<
    Record<string, unknown>
  >;
  return (
    [id, participantId, name, mediaType].every((text) => typeof text === 'string') &&
    (participantName === null || typeof participantName === 'string') &&
    typeof size === 'number' &&
    (direction === 'incoming' || direction === 'outgoing') &&
    typeof complete === 'boolean'
  );
}
