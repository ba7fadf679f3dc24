// An offer to whoever joins next: made while alone, so that a newcomer can answer at once.
import type { OutgoingSignal, Sent } from '../signaling/outbox.ts';
import { addressed } from './addressed.ts';
import type { ConnectionOwner, ConnectionSignal, PeerConnection } from './peer-connection.ts';
import { RelayRenewal } from './relay-renewal.ts';

export interface OpenOfferOwner {
  createConnection(owner: ConnectionOwner): PeerConnection;
  send(signal: OutgoingSignal, settled: (sent: Sent) => void): void;
  /** The server said where the offer is: `isFor` knows now. */
  handlePlaced(): void;
  /** It is of no use: refused, or not to be made. */
  handleFailed(error: unknown): void;
}

/** What an open offer is to a newcomer: taken by it, not taken by it, or a join crosses it and the server has yet to say. */
export type Taken = 'taken' | 'passed' | 'undecided';

export class OpenOffer implements ConnectionOwner {
  readonly connection: PeerConnection;
  readonly #owner: OpenOfferOwner;
  #messageId: string | null = null;
  #placed = false;
  #taker: string | null = null;

  constructor(owner: OpenOfferOwner) {
    this.#owner = owner;
    this.connection = owner.createConnection(this);
    this.connection.offer().catch((error: unknown) => owner.handleFailed(error));
  }

  /** @param tookOffer the `messageId` of the open offer that the newcomer took, as far as the server told */
  takenBy(participantId: string, tookOffer: string | null): Taken {
    if (participantId === this.#taker || (tookOffer !== null && tookOffer === this.#messageId)) {
      return 'taken';
    }
    return this.#placed ? 'passed' : 'undecided';
  }

  updateMedia(): void {
    this.connection.updateMedia().catch((error: unknown) => this.#owner.handleFailed(error));
  }

  renewIceServers(iceServers: RTCIceServer[]): void {
    new RelayRenewal(true)
      .renew(this.connection, iceServers)
      .catch((error: unknown) => this.#owner.handleFailed(error));
  }

  handleLocalSignal(signal: ConnectionSignal, connection: string): void {
    const outgoing = addressed(signal, connection, null);
    if (signal.type !== 'offer') {
      // Candidates go where the offer goes; without it they are nothing.
      this.#owner.send(outgoing, () => {});
      return;
    }
    this.#messageId = outgoing.payload.messageId;
    this.#owner.send(outgoing, (sent) => {
      if ('refusal' in sent) {
        this.#owner.handleFailed(sent.refusal);
      } else {
        this.#placed = true;
        this.#taker = sent.position.to;
        this.#owner.handlePlaced();
      }
    });
  }

  permits(): boolean {
    return true;
  }

  // Until it is taken there is nobody to negotiate with, and nothing to see.
  handleNegotiationNeeded(): void {}
  handleConnectionState(): void {}
  handleTrack(): void {}
}
