// All that two participants have with each other: one connection at a time, negotiated, kept alive, begun anew.
import type { CandidateSignal, DescriptionSignal, IceCandidate, Permission } from '@parley/protocol';
import { CallError } from '../call-error.ts';
import type { MediaContent } from '../media-source.ts';
import { randomId } from '../random-id.ts';
import { TaskQueue } from '../task-queue.ts';
import { negotiate, type NegotiationEvent } from './negotiation.ts';
import type { ConnectionOwner, ConnectionSignal, PeerConnection } from './peer-connection.ts';
import { FIRST_RUNG, recover, type RecoveryEvent, type RecoveryRung } from './recovery.ts';
import { RelayRenewal } from './relay-renewal.ts';

export interface PeerSessionOwner {
  createConnection(id: string, owner: ConnectionOwner): PeerConnection;
  /** Pass it on to the participant. */
  handleLocalSignal(participantId: string, signal: ConnectionSignal, connection: string): void;
  /** The connection of the moment is another one. */
  handleConnection(participantId: string, connection: PeerConnection): void;
  handleConnectionState(participantId: string): void;
  /** Whether the participant may send such media. */
  permits(participantId: string, permission: Permission): boolean;
  /** Whether anything can be agreed on with the participant now: both have their server. */
  isReachable(participantId: string): boolean;
  /** The ladder stands elsewhere; at its top, `failed`, with the reason. */
  handleRecovery(participantId: string, rung: RecoveryRung, failure: CallError | null): void;
  handleTrack(participantId: string, track: MediaStreamTrack, content: MediaContent): void;
  handleError(error: CallError): void;
}

export interface PeerSessionOptions {
  participantId: string;
  /** Whether this side gives way when offers cross: its seat is the later one. */
  polite: boolean;
  /** Connections of an earlier page with this participant. */
  retired: readonly string[];
}

export class PeerSession {
  readonly #id: string;
  readonly #polite: boolean;
  readonly #owner: PeerSessionOwner;
  readonly #retired: Set<string>;
  readonly #queue = new TaskQueue((error) => this.#failed(error));
  readonly #renewal: RelayRenewal;
  readonly #held = new Map<string, (IceCandidate | null)[]>();
  #connection: PeerConnection | null = null;
  #ignoringOffer = false;
  #engaged = false;
  #recovery = FIRST_RUNG;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ participantId, polite, retired }: PeerSessionOptions, owner: PeerSessionOwner) {
    this.#id = participantId;
    this.#polite = polite;
    this.#retired = new Set(retired);
    this.#renewal = new RelayRenewal(!polite);
    this.#owner = owner;
  }

  get connection(): PeerConnection | null {
    return this.#connection;
  }

  /** Whether an offer was made or has come: whoever was here first need not make one any more. */
  get engaged(): boolean {
    return this.#engaged;
  }

  /** Resolves when every step that is due has been taken. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  /** Offers a new connection. */
  begin(): void {
    this.#engaged = true;
    this.#queue.add(() => this.#beginAnew());
  }

  /** Takes over the connection of an open offer that this participant took. */
  adopt(connection: PeerConnection): void {
    this.#engaged = true;
    this.#use(connection);
    connection.owner = this.#connectionOwner();
  }

  handleSignal(signal: DescriptionSignal | CandidateSignal): void {
    if (signal.type === 'offer' && !this.#retired.has(signal.connection)) {
      this.#engaged = true;
    }
    this.#queue.add(() => (signal.type === 'candidate' ? this.#candidate(signal) : this.#description(signal)));
  }

  /** There is something else to send. */
  handleMedia(): void {
    this.#queue.add(() => this.#connection?.updateMedia());
  }

  /** New TURN credentials; the ladder has nothing to do with it. */
  handleIceServers(iceServers: RTCIceServer[]): void {
    this.#queue.add(async () => {
      if (this.#connection) {
        await this.#renewal.renew(this.#connection, iceServers);
      }
    });
  }

  /** Something changed that the browser does not tell of a connection. */
  handleChange(event: 'networkchange' | 'rejoined' | 'returned'): void {
    this.#climb(event);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#queue.close();
    this.#connection?.close();
  }

  async #description({ type, connection, description }: DescriptionSignal): Promise<void> {
    const step = this.#step({ type, connection });
    switch (step) {
      case 'begin-anew':
        return this.#beginAnew();
      case 'ignore-offer':
        this.#ignoringOffer = true;
        return;
      case 'accept-new-connection':
        await this.#create(connection).accept(description);
        return;
      case 'accept-offer':
      case 'accept-answer':
        // Candidates of an offer that is not let in have no place.
        this.#ignoringOffer = type === 'offer';
        this.#connection?.admit(description);
        this.#ignoringOffer = false;
        if (type === 'offer') {
          this.#climb('offered');
        }
        await this.#connection?.accept(description);
    }
  }

  async #candidate({ type, connection, candidate }: CandidateSignal): Promise<void> {
    const step = this.#step({ type, connection });
    if (step === 'add-candidate') {
      await this.#connection?.addCandidate(candidate);
    } else if (step === 'hold-candidate') {
      this.#held.set(connection, [...(this.#held.get(connection) ?? []), candidate]);
    }
  }

  #step(event: NegotiationEvent): ReturnType<typeof negotiate> {
    return negotiate(
      {
        polite: this.#polite,
        connection: this.#connection?.id ?? null,
        signalingState: this.#connection?.signalingState ?? 'stable',
        established: this.#connection?.established ?? false,
        retired: this.#retired,
        ignoringOffer: this.#ignoringOffer,
      },
      event,
    );
  }

  async #beginAnew(): Promise<void> {
    await this.#create(randomId(12)).offer();
  }

  #create(id: string): PeerConnection {
    const connection = this.#owner.createConnection(id, this.#connectionOwner());
    this.#use(connection);
    return connection;
  }

  #use(connection: PeerConnection): void {
    if (this.#connection) {
      this.#retired.add(this.#connection.id);
      this.#connection.close();
    }
    this.#connection = connection;
    this.#ignoringOffer = false;
    for (const candidate of this.#held.get(connection.id) ?? []) {
      // Kept there until the description is set: nothing is awaited.
      void connection.addCandidate(candidate);
    }
    this.#held.clear();
    this.#owner.handleConnection(this.#id, connection);
    this.#climb('begun');
  }

  #connectionOwner(): ConnectionOwner {
    return {
      permits: (permission) => this.#owner.permits(this.#id, permission),
      handleLocalSignal: (signal, connection) => this.#owner.handleLocalSignal(this.#id, signal, connection),
      handleNegotiationNeeded: () =>
        this.#queue.add(async () => {
          const connection = this.#connection;
          if (connection && this.#step({ type: 'negotiationneeded' }) === 'make-offer') {
            // Nobody's offer crosses the first one of a connection.
            await (this.#polite && connection.established ? connection.propose() : connection.offer());
          }
        }),
      handleConnectionState: (state) => {
        if (state === 'connected' || state === 'disconnected' || state === 'failed') {
          this.#climb(state);
        }
        this.#owner.handleConnectionState(this.#id);
      },
      handleTrack: (track, content) => this.#owner.handleTrack(this.#id, track, content),
    };
  }

  /** Lets the ladder decide, and does what it says. */
  #climb(event: RecoveryEvent): void {
    const connection = this.#connection;
    if (!connection) {
      return;
    }
    const { state, action, wait } = recover(this.#recovery, event, {
      leads: !this.#polite,
      reachable: this.#owner.isReachable(this.#id),
      relay: connection.relay,
      established: connection.established,
      connected: connection.native.connectionState === 'connected',
    });
    const { rung } = this.#recovery;
    this.#recovery = state;
    if (wait !== 'keep') {
      clearTimeout(this.#timer);
      this.#timer = wait === null ? undefined : setTimeout(() => this.#climb('timeout'), wait);
    }
    if (action === 'begin-anew') {
      this.begin();
    } else if (action !== 'none') {
      connection.restartIce(action === 'restart-relay');
    }
    if (state.rung !== rung) {
      this.#owner.handleRecovery(this.#id, state.rung, state.rung === 'failed' ? noWay(connection.relay) : null);
    }
  }

  #failed(cause: unknown): void {
    const message = 'The connection to the other side could not be agreed on; trying again.';
    this.#owner.handleError(
      cause instanceof CallError ? cause : new CallError('negotiation-failed', message, { cause }),
    );
  }
}

function noWay(relay: boolean): CallError {
  const advice = relay ? 'use another network' : 'use another network, or have a TURN server set up';
  return new CallError('connection-failed', `No way was found between the two networks: ${advice}, then try again.`);
}
