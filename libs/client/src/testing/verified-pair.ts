// Two exchanges with a wire between them, and whoever sits on it.
import { encode, type VerificationMessage } from '../verification/message.ts';
import { PeerVerification } from '../verification/peer-verification.ts';
import type { VerificationStatus } from '../verification/status.ts';
import { settled, until } from './until.ts';

/** What an attacker makes of a message: others to pass on, or none. */
export type Tamper = (message: VerificationMessage) => VerificationMessage[];

/** An RTCPeerConnection as far as its certificates go. */
export function certified(own: string, theirs: string): RTCPeerConnection {
  const description = (fingerprint: string) => ({ sdp: `v=0\r\na=fingerprint:sha-256 ${fingerprint}\r\n` });
  return {
    localDescription: description(own),
    remoteDescription: description(theirs),
    sctp: null,
    getSenders: () => [],
    getReceivers: () => [],
  } as unknown as RTCPeerConnection;
}

/** One end: what it says goes to whoever it is wired to. */
export class VerifiedEnd {
  readonly exchange: PeerVerification;
  readonly said: VerificationMessage[] = [];
  readonly told: VerificationStatus[] = [];
  hear: (message: VerificationMessage) => void = () => {};
  connection: RTCPeerConnection;

  constructor(self: string, peer: string, connection: RTCPeerConnection) {
    this.connection = connection;
    this.exchange = new PeerVerification({
      call: 'a-call',
      self,
      peer,
      send: (message) => {
        this.said.push(message);
        this.hear(message);
      },
      changed: () => this.told.push(this.exchange.status),
    });
  }

  get status(): VerificationStatus {
    return this.exchange.status;
  }

  get words(): string {
    return this.status.words?.join(' ') ?? '';
  }

  open(connection = this.connection): void {
    this.connection = connection;
    this.exchange.handleOpen(connection);
  }

  /** Something comes, as bytes. */
  receive(message: VerificationMessage): void {
    this.exchange.handleMessage(encode(message).buffer, this.connection);
  }

  becomes(state: VerificationStatus['state']): Promise<void> {
    return until(() => this.status.state === state, `${state}, and not ${this.status.state}`);
  }
}

/** Wires two ends: everything arrives, in order and one task later, unless somebody is on the wire. */
export function wire(one: VerifiedEnd, other: VerifiedEnd, tamper: Tamper = (message) => [message]): void {
  const carry = (to: VerifiedEnd) => (message: VerificationMessage) =>
    void settled().then(() => tamper(message).forEach((each) => to.receive(each)));
  one.hear = carry(other);
  other.hear = carry(one);
}

/** Ada and Grace, each seeing the other's certificate. */
export function honestPair(): [VerifiedEnd, VerifiedEnd] {
  return [
    new VerifiedEnd('ada', 'grace', certified('AA', 'BB')),
    new VerifiedEnd('grace', 'ada', certified('BB', 'AA')),
  ];
}
