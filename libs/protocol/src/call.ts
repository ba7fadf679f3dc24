// A call and its participants, as every door shows them.

export type CallState = 'waiting' | 'active' | 'ended';

/** Why a call ended: `abandoned` when everyone was lost past the grace, `expired` when nobody was in it for too long. */
export type EndReason = 'hangup' | 'ended' | 'deleted' | 'abandoned' | 'expired';

export type ParticipantState = 'connected' | 'reconnecting' | 'left';

/** Why a participant left. */
export type LeaveReason = 'hangup' | 'lost' | 'removed';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type Metadata = Record<string, JsonValue>;

export interface Participant {
  id: string;
  displayName: string | null;
  state: ParticipantState;
  /** RFC 3339, UTC, as every time here. */
  joinedAt: string;
  leftAt: string | null;
}

export interface Call {
  id: string;
  name: string | null;
  state: CallState;
  maxParticipants: number;
  metadata: Metadata;
  /** Whether the call stands in public lists. */
  listed: boolean;
  /** Those who have not left, in the order of joining. */
  participants: Participant[];
  joinUrl: string;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  endReason: EndReason | null;
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
