// Knocking: how one asks to be let into a call that has a lobby.

/** `withdrawn`: whoever knocked went away, or the call ended. */
export type KnockState = 'waiting' | 'admitted' | 'refused' | 'withdrawn';

/** What a moderator makes of a knock. */
export type KnockVerdict = Extract<KnockState, 'admitted' | 'refused'>;

/** Somebody who asks to be let in, as moderators and they themselves see it. */
export interface Knock {
  /** Of the knock: the seat to come has one of its own. */
  id: string;
  /** Null without a name. */
  displayName: string | null;
  /** How it stands. */
  state: KnockState;
  /** RFC 3339, UTC. */
  createdAt: string;
  /** The `sub` of the token that it came with. Only when there is one. */
  identity?: string;
}

/** A knock as it is answered to who made it. */
export interface KnockMade extends Knock {
  /** Only when the server made it: once admitted one joins with it. Told this once. */
  secret?: string;
}
