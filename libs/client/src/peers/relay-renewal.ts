// New TURN credentials for a connection that stands. An ICE restart renews the relays of both sides, so one of them makes it:
// were both to, a restart could overtake another one that has not come to its end, and Chromium, which then meets a relay of the
// first again as a peer reflexive candidate, would prefer it to every later one and stay with it past its credentials.
import type { PeerConnection } from './peer-connection.ts';

export class RelayRenewal {
  readonly #leads: boolean;
  /** The other side's ICE session when credentials came last; undefined before that. */
  #session: string | null | undefined;

  /** @param leads whether this side restarts at once; the other one only if nothing came of it until its next credentials */
  constructor(leads: boolean) {
    this.#leads = leads;
  }

  /** Lets a connection use them from its next ICE restart on, which follows where this side is relayed. */
  async renew(connection: PeerConnection, iceServers: RTCIceServer[]): Promise<void> {
    connection.useIceServers(iceServers);
    const due = this.#leads || this.#session === connection.remoteIceSession;
    this.#session = connection.remoteIceSession;
    if (due && (await connection.needsRelaysAnew())) {
      connection.native.restartIce();
    }
  }
}
