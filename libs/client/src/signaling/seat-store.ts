// What a page must know of its seat after a reload: kept in sessionStorage, so that each tab has its own.

export interface StoredSeat {
  /** The seat itself; made before the first join, so that even a join whose answer got lost is found again. */
  secret: string;
  /** Whether the server has said that the seat is ours. */
  taken: boolean;
  /** `seq` of the last signal that was read. */
  position: number;
  ownerSecret: string | null;
  displayName: string | null;
  /** What lets it in, where that is needed. */
  token?: string | undefined;
  /** The `connection` values used with each participant: after a reload all of them are dead. */
  connections: Record<string, string[]>;
}

export interface SeatStore {
  load(callId: string): StoredSeat | null;
  save(callId: string, seat: StoredSeat): void;
  forget(callId: string): void;
}

const keyOf = (callId: string): string => `parley:seat:${callId}`;

/** Keeps seats in `storage`; where that is missing or refuses (private windows, sandboxed frames), for the page's life alone. */
export function seatStore(storage: () => Storage): SeatStore {
  const fallback = new Map<string, string>();
  const attempt = <Result>(use: (storage: Storage) => Result): Result | null => {
    try {
      return use(storage());
    } catch {
      return null;
    }
  };
  return {
    load(callId) {
      const text = fallback.get(callId) ?? attempt((kept) => kept.getItem(keyOf(callId)));
      const seat: StoredSeat | null = text ? JSON.parse(text) : null;
      return seat;
    },
    save(callId, seat) {
      const text = JSON.stringify(seat);
      fallback.set(callId, text);
      attempt((kept) => kept.setItem(keyOf(callId), text));
    },
    forget(callId) {
      fallback.delete(callId);
      attempt((kept) => kept.removeItem(keyOf(callId)));
    },
  };
}
