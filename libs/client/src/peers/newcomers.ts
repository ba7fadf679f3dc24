// Who is offered what (contract, rule 4): whoever was here first offers, once; and the open offer while nobody else is.
import { randomId } from '../random-id.ts';
import type { OutgoingSignal, Sent } from '../signaling/outbox.ts';
import { OpenOffer } from './open-offer.ts';
import type { ConnectionOwner, PeerConnection } from './peer-connection.ts';
import type { PeerSession } from './peer-session.ts';

export interface NewcomersOwner {
  createConnection(id: string, owner: ConnectionOwner): PeerConnection;
  send(signal: OutgoingSignal, settled: (sent: Sent) => void): void;
}

export class Newcomers {
  readonly #owner: NewcomersOwner;
  /** The sessions with everyone in the call, by participant. */
  readonly #sessions: ReadonlyMap<string, PeerSession>;
  /** Who is to get an offer when the mailbox has been read, unless it held one of theirs. */
  readonly #due = new Set<string>();
  #openOffer: OpenOffer | null = null;
  #closed = false;

  constructor(sessions: ReadonlyMap<string, PeerSession>, owner: NewcomersOwner) {
    this.#sessions = sessions;
    this.#owner = owner;
  }

  /** Someone is to be offered to once the mailbox has been read. */
  expect(id: string): void {
    this.#due.add(id);
  }

  /** It is here no more. */
  forget(id: string): void {
    this.#due.delete(id);
  }

  /** Everything that waited in the mailbox was told: now it is clear to whom an offer is due. */
  handleCaughtUp(): void {
    const due = [...this.#due];
    this.#due.clear();
    for (const id of due) {
      this.welcome(id, null);
    }
    this.offerIfAlone();
  }

  /** Offers to it, unless one of both has already: by the open offer if it took that, else by an offer of its own. */
  welcome(id: string, tookOffer: string | null): void {
    const session = this.#sessions.get(id);
    if (!session || session.engaged) {
      return;
    }
    const taken = this.#openOffer?.takenBy(id, tookOffer) ?? 'passed';
    if (taken === 'taken') {
      this.#bind(session);
    } else if (taken === 'passed') {
      this.#dropOpenOffer();
      session.begin();
    }
  }

  /** Something came for a connection: if it is the open offer's, its sender is who took it. */
  handleSignal(connection: string, session: PeerSession): void {
    if (connection === this.#openOffer?.connection.id) {
      this.#bind(session);
    }
  }

  offerIfAlone(): void {
    if (this.#sessions.size > 0 || this.#openOffer || this.#closed) {
      return;
    }
    const offer: OpenOffer = new OpenOffer({
      createConnection: (owner) => this.#owner.createConnection(randomId(12), owner),
      send: (signal, settled) => this.#owner.send(signal, settled),
      handlePlaced: () => this.#openOffer === offer && this.#welcomeUndecided(),
      handleFailed: () => {
        // Newcomers get an offer of their own instead.
        if (this.#openOffer === offer) {
          this.#dropOpenOffer();
          this.#welcomeUndecided();
        }
      },
    });
    this.#openOffer = offer;
  }

  handleMedia(): void {
    this.#openOffer?.updateMedia();
  }

  handleIceServers(iceServers: RTCIceServer[]): void {
    this.#openOffer?.renewIceServers(iceServers);
  }

  close(): void {
    this.#closed = true;
    this.#dropOpenOffer();
  }

  #bind(session: PeerSession): void {
    if (this.#openOffer) {
      session.adopt(this.#openOffer.connection);
      this.#openOffer = null;
      this.#welcomeUndecided();
    }
  }

  /** Those whose joins crossed the open offer, now that it is known where it went. */
  #welcomeUndecided(): void {
    for (const id of this.#sessions.keys()) {
      if (!this.#due.has(id)) {
        this.welcome(id, null);
      }
    }
  }

  #dropOpenOffer(): void {
    this.#openOffer?.connection.close();
    this.#openOffer = null;
  }
}
