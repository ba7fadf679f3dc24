// Join tokens: how a back end lets someone into one call when PARLEY_ACCESS is `token`.

/** The answer to `POST /calls/{id}/tokens`. */
export interface IssuedToken {
  /** A JWT (RFC 7519), for `join` and `POST /calls/{id}/participants` of this call alone. */
  token: string;
  /** RFC 3339: whoever joins later is refused. Seats already taken stay. */
  expiresAt: string;
  /** The link that lets its holder in: the token stands behind its `#`, which browsers send to no server. */
  joinUrl: string;
}
