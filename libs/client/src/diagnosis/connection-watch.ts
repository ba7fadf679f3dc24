// Watches the way to one other participant, and tells its facts when asked. Between two askings it only notes when what
// it is told of happened.
import type { Call } from '../call.ts';
import type { RemoteParticipant } from '../remote-participant.ts';
import { statsOf, type StatsReport } from '../statistics/stats-report.ts';
import { countCandidates } from './candidates.ts';
import { Confirmation } from './confirmation.ts';
import { NO_CANDIDATES, type Agreement, type CandidateCounts, type ConnectionFacts } from './facts.ts';
import { kindsOf, serverErrors } from './ice-servers.ts';

/** Milliseconds: a page that ends takes seat and media with it at once; a network's end is missed by its media long before. */
const AT_ONCE = 1_500;

export class ConnectionWatch {
  readonly participant: RemoteParticipant;
  readonly #call: Call;
  readonly #confirmation: Confirmation;
  readonly #now: () => number;
  /** When media stopped, or the watch began; null while it flows. */
  #quietSince: number | null;
  #seatLostAt: number | null = null;
  #stood = false;
  #refused = false;
  /** The agreement under which media last flowed. */
  #stoodOn = '';
  /** The latest, and since when (ms). */
  #agreement = '';
  #agreedAt: number;
  #local = NO_CANDIDATES;
  #connection: RTCPeerConnection | null = null;
  /** How many connections there have been: none of them has a name of its own. */
  #connections = 0;

  constructor(call: Call, participant: RemoteParticipant, now: () => number) {
    this.participant = participant;
    this.#call = call;
    this.#confirmation = new Confirmation(call, participant.id);
    this.#now = now;
    this.#quietSince = now();
    this.#agreedAt = now();
  }

  get isFlowing(): boolean {
    return this.participant.connectionState === 'connected';
  }

  /** Something happened: notes since when. */
  note(): void {
    const { participant } = this;
    if (participant.peerConnection !== this.#connection) {
      this.#connection = participant.peerConnection;
      this.#connections += 1;
    }
    const agreement = this.#nameOfAgreement();
    if (agreement !== this.#agreement) {
      this.#agreement = agreement;
      this.#agreedAt = this.#now();
    }
    // Who hangs up goes to `left` from `connected`.
    if (participant.state !== 'left') {
      this.#seatLostAt = participant.state === 'connected' ? null : (this.#seatLostAt ?? this.#now());
    }
    this.#quietSince = this.isFlowing ? null : (this.#quietSince ?? this.#now());
    if (this.isFlowing) {
      this.#stood = true;
      this.#refused = false;
      this.#stoodOn = agreement;
    }
  }

  /** This browser refused something that came from somebody. */
  noteRefusal(): void {
    this.#refused = agreementOf(this.#connection) !== 'agreed';
  }

  /** Whether media had flowed, and the other side was then without its server until nobody waited for it any more. */
  get isGivenUp(): boolean {
    return this.#stood && this.#seatLostAt !== null && !this.isFlowing;
  }

  /** Milliseconds since media last flowed. */
  get silence(): number {
    return this.#quietSince === null ? 0 : this.#now() - this.#quietSince;
  }

  async facts(online: boolean): Promise<ConnectionFacts> {
    this.note();
    const { participant, silence } = this;
    const connection = this.#connection;
    const server = this.#call.signaling === 'connected';
    const confirmed = server ? await this.#confirmation.of(connection?.localDescription ?? null) : null;
    const { iceServers = [], iceTransportPolicy } = connection?.getConfiguration() ?? {};
    return {
      silence,
      stood: this.#stood,
      fresh: this.#agreement !== this.#stoodOn,
      age: this.#now() - this.#agreedAt,
      failed: participant.recovery === 'failed' || participant.connectionState === 'failed',
      online,
      server,
      seat: participant.state,
      seatWentFirst: this.#seatLostAt !== null && this.#seatLostAt <= (this.#quietSince ?? 0) + AT_ONCE,
      agreement: agreementOf(connection),
      confirmed,
      refused: this.#refused,
      local: this.#localCandidates(iceTransportPolicy === 'relay'),
      remote: countCandidates(connection?.remoteDescription?.sdp ?? ''),
      pairs: await pairsOf(connection),
      ice: connection?.iceConnectionState ?? 'new',
      dtls: connection?.getSenders()[0]?.transport?.state ?? null,
      relayOnly: iceTransportPolicy === 'relay',
      offers: kindsOf(iceServers),
      errors: serverErrors(participant.candidateErrors),
    };
  }

  /** While relays alone are tried the others are merely not named. */
  #localCandidates(relayOnly: boolean): CandidateCounts {
    const counts = countCandidates(this.#connection?.localDescription?.sdp ?? '');
    if (!relayOnly || this.#local === NO_CANDIDATES) {
      this.#local = counts;
    }
    return { ...this.#local, relay: counts.relay };
  }

  /** Another one for each connection, and for each time that its other side names new ICE credentials. */
  #nameOfAgreement(): string {
    const sdp = this.#connection?.remoteDescription?.sdp ?? '';
    return `${this.#connections} ${/^a=ice-ufrag:.*$/m.exec(sdp)?.[0] ?? ''}`;
  }
}

function agreementOf(connection: RTCPeerConnection | null): Agreement {
  if (connection?.remoteDescription) {
    return 'agreed';
  }
  return connection?.localDescription ? 'offered' : 'none';
}

async function pairsOf(connection: RTCPeerConnection | null): Promise<ConnectionFacts['pairs']> {
  const report: StatsReport = (await connection?.getStats().catch(() => null)) ?? new Map();
  const pairs = statsOf(report, 'candidate-pair').filter(({ state }) => state !== 'frozen' && state !== 'waiting');
  return { checked: pairs.length, answered: pairs.filter(({ responsesReceived = 0 }) => responsesReceived > 0).length };
}
