// New TURN credentials for a connection that stands. An ICE restart renews the relays of both sides, so one of them makes it:
// were both to, a restart could overtake another one that has not come to its end, and Chromium, which then meets a relay of the
// first again as a peer reflexive candidate, would prefer it to every later one and stay with it past its credentials.
import type { PeerConnection } from './peer-connection.ts';

/**
 * Each side is given credentials by a clock of its own, so between two of this side's the other one may have had none. Between
 * three it had.
 */
const WAITS = 2;

export class RelayRenewal {
  readonly #leads: boolean;
  /** The other side's ICE session when credentials came last; undefined before that. */
  #session: string | null | undefined;
  /** How often they have come since, with nobody having restarted. */
  #waited = 0;

  /** @param leads whether this side restarts at once; the other one only if nothing came of it until its second next credentials */
  constructor(leads: boolean) {
    this.#leads = leads;
  }

  /** Lets a connection use them from its next ICE restart on, which follows where this side is relayed. */
  async renew(connection: PeerConnection, iceServers: RTCIceServer[]): Promise<void> {
    connection.useIceServers(iceServers);
    const session = connection.remoteIceSession;
    this.#waited = session === this.#session ? this.#waited + 1 : 0;
    this.#session = session;
    if ((this.#leads || this.#waited >= WAITS) && (await connection.needsRelaysAnew())) {
      connection.native.restartIce();
    }
  }
}
