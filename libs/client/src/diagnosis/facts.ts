// What is known of the way to one other participant, as plain data: no addresses, nothing of the media, safe to pass on.
import type { ParticipantState } from '@parley/protocol';

/**
 * How many candidates of each kind one side has told, over UDP but for `tcp`, which browsers seldom can use.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8445#section-5.1.1
 */
export interface CandidateCounts {
  /** Addresses of the device's own. */
  readonly host: number;
  /** Of the `host` ones, those with an address that the internet knows. */
  readonly public: number;
  /** Addresses that a STUN server saw. */
  readonly srflx: number;
  /** Addresses that the other side's checks came from. */
  readonly prflx: number;
  /** Addresses at a TURN server. */
  readonly relay: number;
  /** Those over TCP, of any kind. */
  readonly tcp: number;
}

export const NO_CANDIDATES: CandidateCounts = { host: 0, public: 0, srflx: 0, prflx: 0, relay: 0, tcp: 0 };

/** How a browser speaks with a TURN server. */
export type RelayTransport = 'udp' | 'tcp' | 'tls';

/** What a STUN or TURN server answered instead of serving, or that it did not answer. */
export interface ServerError {
  /** What was asked of it. */
  readonly service: 'stun' | 'turn';
  /** Of STUN and TURN, 300 to 699; 701 when the server was not reached. https://www.w3.org/TR/webrtc/#rtcpeerconnectioniceerrorevent */
  readonly code: number;
}

/** How far the two have agreed on a connection: nothing was said, this side's offer stands alone, or both were described. */
export type Agreement = 'none' | 'offered' | 'agreed';

/** What one look at the way to another participant finds. */
export interface ConnectionFacts {
  /** Milliseconds since media last flowed; since the other side came, if it never did. */
  readonly silence: number;
  /** Whether media ever flowed. */
  readonly stood: boolean;
  /** Whether the two have agreed anew since media last flowed: on another connection, or on an ICE restart. */
  readonly fresh: boolean;
  /** Milliseconds since that latest agreement, or since this side has offered one. */
  readonly age: number;
  /** Whether it was given up, by the browser or by this library. */
  readonly failed: boolean;

  /** Whether the device has a network, by the browser's word. */
  readonly online: boolean;
  /** Whether this side has its server. */
  readonly server: boolean;
  /** The other side's seat: whether it has its server. */
  readonly seat: ParticipantState;
  /** Whether the other side's seat lost its server before media stopped; false while it has it. */
  readonly seatWentFirst: boolean;

  /** How far the two have agreed on the connection of the moment. */
  readonly agreement: Agreement;
  /** Whether the other side has confirmed this side's latest offer or answer; null without one, or when it could not be asked. */
  readonly confirmed: boolean | null;
  /** Whether this browser refused a description or a candidate. */
  readonly refused: boolean;

  /** This side's candidates. */
  readonly local: CandidateCounts;
  /** The other side's, as far as they have come. */
  readonly remote: CandidateCounts;
  /** Candidate pairs. */
  readonly pairs: {
    /** Those that were checked. */
    readonly checked: number;
    /** Those of them that got an answer. */
    readonly answered: number;
  };
  /** Of the connection of the moment; `new` before there is one. */
  readonly ice: RTCIceConnectionState;
  /** Null before there is a transport. */
  readonly dtls: RTCDtlsTransportState | null;

  /** Whether candidates of relays alone were allowed. */
  readonly relayOnly: boolean;
  /** What this side was given to find the other with. */
  readonly offers: {
    /** Whether there is a STUN server. */
    readonly stun: boolean;
    /** How TURN servers can be reached. */
    readonly turn: readonly RelayTransport[];
  };
  /** The latest of each server. */
  readonly errors: readonly ServerError[];
}
