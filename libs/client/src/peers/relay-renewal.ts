// New TURN credentials for a connection that stands. An ICE restart renews the relays of both sides, so one of them makes it:
// were both to, a restart could overtake another one that has not come to its end, and Chromium, which then meets a relay of the
// first again as a peer reflexive candidate, would prefer it to every later one and stay with it past its credentials.
import type { PeerConnection } from './peer-connection.ts';

/**
 * So many renewals with which nothing came of it are enough to know that the other side makes no restart. One is not: each side is
 * given credentials by a clock of its own, and between two of this side's the other one may have had none.
 */
const ENOUGH = 2;

export class RelayRenewal {
  readonly #leads: boolean;
  /** The other side's ICE session when credentials came last; undefined before that. */
  #session: string | null | undefined;
  /** How many renewals in a row found ICE as the one before had left it. */
  #inVain = 0;

  /** @param leads whether this side restarts at each renewal; the other one does when that side makes no restart */
  constructor(leads: boolean) {
    this.#leads = leads;
  }

  /** Lets a connection use them from its next ICE restart on, which follows where this side is relayed. */
  async renew(connection: PeerConnection, iceServers: RTCIceServer[]): Promise<void> {
    connection.useIceServers(iceServers);
    const session = connection.remoteIceSession;
    this.#inVain = session === this.#session ? this.#inVain + 1 : 0;
    this.#session = session;
    if ((this.#leads || this.#inVain >= ENOUGH) && (await connection.needsRelaysAnew())) {
      connection.native.restartIce();
    }
  }
}
