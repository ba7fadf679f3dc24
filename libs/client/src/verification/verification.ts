// The verification of everyone in a call: a channel to all, an exchange with each.
import { CallError } from '../call-error.ts';
import type { CallData } from '../data/call-data.ts';
import type { RemoteParticipant } from '../remote-participant.ts';
import { TypedEventTarget } from '../typed-event-target.ts';
import { encode } from './message.ts';
import { PeerVerification } from './peer-verification.ts';
import { WAITING, type VerificationStatus } from './status.ts';

/** `change`: a participant's status is another one. */
export class VerificationEvent extends Event {
  /** Whose. */
  readonly participant: RemoteParticipant;

  /** For who makes events of their own, as in tests. */
  constructor(participant: RemoteParticipant) {
    super('change');
    this.participant = participant;
  }
}

/** The events of a Verification. */
export interface VerificationEventMap {
  /** A participant's status is another one. */
  change: VerificationEvent;
}

const CHANNEL = 'parley.verification';

/**
 * Words that two participants read to each other to know that nobody is between them, not even the server: made from the
 * certificates by which the connection of both is encrypted. Everyone has words of their own with each other.
 *
 * @example
 * const verification = new Verification(data);
 * verification.addEventListener('change', ({ participant }) => show(verification.of(participant.id).words));
 */
export class Verification extends TypedEventTarget<VerificationEventMap> {
  readonly #data: CallData;
  readonly #peers = new Map<string, PeerVerification>();
  readonly #listening = new AbortController();
  readonly #unable: VerificationStatus | null;

  /** Begins with everyone in the call whose page verifies, too. */
  constructor(data: CallData) {
    super();
    this.#data = data;
    // The DOM's types say that it is always there; in an insecure context it is not.
    const { subtle } = crypto as Partial<Crypto>;
    this.#unable = subtle ? null : { ...WAITING, state: 'failed', error: insecure() };
    if (this.#unable) {
      return;
    }
    const { call } = data;
    const { signal } = this.#listening;
    const channel = data.reserve(CHANNEL);
    const on = (
      participant: RemoteParticipant,
      handle: (peer: PeerVerification, on: RTCPeerConnection) => void,
    ): void => {
      if (participant.peerConnection) {
        handle(this.#peer(participant), participant.peerConnection);
      }
    };
    channel.addEventListener(
      'open',
      ({ participant }) => on(participant, (peer, connection) => peer.handleOpen(connection)),
      { signal },
    );
    channel.addEventListener(
      'message',
      ({ participant, data: message }) =>
        on(participant, (peer, connection) => peer.handleMessage(message, connection)),
      { signal },
    );
    channel.addEventListener('close', ({ participant }) => this.#peers.get(participant.id)?.handleClose(), { signal });
    call.addEventListener('participantleft', ({ participant }) => this.#forget(participant.id), { signal });
    call.addEventListener('ended', () => this.close(), { signal });
  }

  /** How far it has come with a participant. */
  of(participantId: string): VerificationStatus {
    return this.#unable ?? this.#peers.get(participantId)?.status ?? WAITING;
  }

  /**
   * The person has compared: the words, or the emoji, are the same on the other side. It holds for as long as both sides
   * have the certificates that they have now.
   *
   * @param seen what was shown to the person; nothing is confirmed if it is no longer so
   */
  confirm(participantId: string, seen: VerificationStatus): void {
    this.#peers.get(participantId)?.answer(seen, true);
  }

  /** The person has compared, and they are not the same. */
  reject(participantId: string, seen: VerificationStatus): void {
    this.#peers.get(participantId)?.answer(seen, false);
  }

  /** Makes new words with a participant: after `failed`, or to compare once more after `mismatch`. */
  retry(participantId: string): void {
    this.#peers.get(participantId)?.retry();
  }

  /** Ends it, and forgets what was verified. With the call it ends by itself. */
  close(): void {
    this.#listening.abort();
    this.#data.channels.get(CHANNEL)?.close();
    for (const id of this.#peers.keys()) {
      this.#forget(id);
    }
  }

  #peer(participant: RemoteParticipant): PeerVerification {
    const { call } = this.#data;
    const known = this.#peers.get(participant.id);
    if (known) {
      return known;
    }
    const peer = new PeerVerification({
      call: call.id,
      self: call.self.id,
      peer: participant.id,
      // One that does not get through is begun again when the channel opens again.
      send: (message) =>
        void this.#data.channels
          .get(CHANNEL)
          ?.send(encode(message), { to: participant.id })
          .catch(() => {}),
      changed: () => this.dispatchEvent(new VerificationEvent(participant)),
    });
    this.#peers.set(participant.id, peer);
    return peer;
  }

  #forget(id: string): void {
    this.#peers.get(id)?.close();
    this.#peers.delete(id);
  }
}

function insecure(): CallError {
  return new CallError('insecure-context', 'Words are made only on pages with https. Open this page by https.');
}
