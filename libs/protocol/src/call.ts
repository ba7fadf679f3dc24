// A call and its participants, as every door shows them.
import type { Permission } from './permissions.ts';

/** `active` from the second participant on, until it ends. */
export type CallState = 'waiting' | 'active' | 'ended';

/**
 * Why a call ended: `hangup` by its participants, `ended` by its owner, `deleted` with all its signals, `abandoned` when
 * everyone was lost past the grace, `expired` when nobody was in it for too long.
 */
export type EndReason = 'hangup' | 'ended' | 'deleted' | 'abandoned' | 'expired';

/** How a seat stands: its socket is there, is gone for less than the grace, or the seat is free. */
export type ParticipantState = 'connected' | 'reconnecting' | 'left';

/** Why a participant left; `replaced`: the same identity took another seat. */
export type LeaveReason = 'hangup' | 'lost' | 'removed' | 'replaced';

/** What JSON can say. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
/** An application's own words about a call, up to 4 KiB as JSON. */
export type Metadata = Record<string, JsonValue>;

/** A seat in a call, as everyone in it sees it. */
export interface Participant {
  /** Stays the same for as long as the call is kept. */
  id: string;
  /** The name it gave itself; null without one. */
  displayName: string | null;
  /** How its seat stands; says nothing about its media. */
  state: ParticipantState;
  /** RFC 3339, UTC, as every time here. */
  joinedAt: string;
  /** Null while it is here. */
  leftAt: string | null;
  /** Who a back end says it is: the `sub` of its token. Only when there is one. */
  identity?: string;
  /** What it may do; only when it is not DEFAULT_PERMISSIONS. */
  permissions?: Permission[];
}

/** A call, as the server tells it. */
export interface Call {
  /** Unguessable, and safe in an address. */
  id: string;
  /** Null without one. */
  name: string | null;
  /** How it stands. */
  state: CallState;
  /** How many seats it has: 2 to 100. */
  maxParticipants: number;
  /** What its creator noted. */
  metadata: Metadata;
  /** Whether the call stands in public lists. */
  listed: boolean;
  /** Those who have not left, in the order of joining. */
  participants: Participant[];
  /** The link that others open to join. */
  joinUrl: string;
  /** RFC 3339, UTC. */
  createdAt: string;
  /** When the second participant came; null before. */
  startedAt: string | null;
  /** Null while it goes on. */
  endedAt: string | null;
  /** Null while it goes on. */
  endReason: EndReason | null;
  /** Whoever comes anew needs a password. Only when it is so. */
  passwordProtected?: true;
  /** Nobody comes anew. Only when it is so. */
  locked?: true;
  /** Whoever comes anew knocks, and is let in by a moderator. Only when it is so. */
  lobby?: true;
}

/** The answer to `POST /calls`: the owner secret is told this once. */
export interface CreatedCall extends Call {
  ownerSecret: string;
}

/** One page of a list; `nextCursor` is null on the last. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** What `RTCIceServer` of the W3C is, without the browser's types. */
export interface IceServer {
  urls: string | string[];
  username?: string;
  credential?: string;
}

export interface IceServers {
  iceServers: IceServer[];
  /** When the TURN credentials run out; null without any. */
  expiresAt: string | null;
}
