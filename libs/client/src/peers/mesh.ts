// Everyone else in the call: who is there, and a session with each, which no other's failure touches.
import type {
  Joined,
  MailboxSignal,
  Participant,
  ParticipantJoinedNotice,
  ParticipantLeftNotice,
  ParticipantNotice,
  Permission,
} from '@parley/protocol';
import type { MediaContent } from '../media-source.ts';
import { RemoteParticipant } from '../remote-participant.ts';
import { CallError } from '../call-error.ts';
import { addressed } from './addressed.ts';
import type { MeshOwner } from './mesh-owner.ts';
import { Newcomers } from './newcomers.ts';
import type { ConnectionOwner, ConnectionSignal, PeerConnection } from './peer-connection.ts';
import { PeerSession, type PeerSessionOwner } from './peer-session.ts';
import type { RecoveryRung } from './recovery.ts';

export class Mesh implements PeerSessionOwner {
  readonly participants = new Map<string, RemoteParticipant>();
  readonly #sessions = new Map<string, PeerSession>();
  readonly #owner: MeshOwner;
  readonly #self: Participant;
  readonly #newcomers: Newcomers;
  /** What came from participants who are not announced yet: across servers an announcement may be overtaken. */
  readonly #early = new Map<string, MailboxSignal[]>();

  /** @param returning whether an earlier page held this seat: then this one offers to everyone, for its connections died with it */
  constructor(joined: Pick<Joined, 'self' | 'call'>, returning: boolean, owner: MeshOwner) {
    this.#self = joined.self;
    this.#owner = owner;
    this.#newcomers = new Newcomers(this.#sessions, owner);
    const { participants } = joined.call;
    const place = participants.findIndex(({ id }) => id === this.#self.id);
    for (const [index, participant] of participants.entries()) {
      if (index !== place) {
        this.#add(participant, index < place);
        if (returning) {
          this.#newcomers.expect(participant.id);
        }
      }
    }
  }

  /** The socket was lost for a while: others may have come and gone unseen. */
  handleRejoined({ call }: Joined): void {
    const present = new Map(call.participants.map((participant) => [participant.id, participant]));
    for (const id of this.participants.keys()) {
      if (!present.has(id)) {
        this.#depart(id, true);
      }
    }
    for (const participant of present.values()) {
      if (this.participants.has(participant.id)) {
        this.handleParticipantUpdated({ participant });
      } else if (participant.id !== this.#self.id) {
        this.#owner.handleParticipant('participantjoined', this.#add(participant, false));
        this.#newcomers.expect(participant.id);
      }
    }
    this.#tellSessions('rejoined');
  }

  /** This device may be on another network. */
  handleNetworkChange(): void {
    this.#tellSessions('networkchange');
  }

  /** Everything that waited in the mailbox was told. */
  handleCaughtUp(): void {
    this.#newcomers.handleCaughtUp();
  }

  handleParticipantJoined({ participant, tookOffer }: ParticipantJoinedNotice): void {
    // Back from `left`, which was not seen here.
    this.#remove(participant.id);
    this.#owner.handleParticipant('participantjoined', this.#add(participant, false));
    this.#newcomers.welcome(participant.id, tookOffer);
    for (const signal of this.#early.get(participant.id) ?? []) {
      this.handleSignal(signal);
    }
    this.#early.delete(participant.id);
  }

  handleParticipantUpdated({ participant }: ParticipantNotice): void {
    const known = this.participants.get(participant.id);
    if (known?.handleParticipant(participant)) {
      // What it may no longer send is refused from now on, what it may again is taken.
      this.#sessions.get(participant.id)?.handleMedia();
      this.#owner.handleParticipant('participantchange', known);
      if (participant.state === 'connected') {
        this.#sessions.get(participant.id)?.handleChange('returned');
      }
    }
  }

  handleParticipantLeft({ participant, reason }: ParticipantLeftNotice): void {
    this.#depart(participant.id, reason === 'lost');
    this.#newcomers.offerIfAlone();
  }

  handleSignal(signal: MailboxSignal): void {
    if (signal.type === 'hangup') {
      // `participant-left` or `call-ended` follows, unless it came while this side was away.
      if (this.participants.get(signal.from)?.state === 'left') {
        this.#depart(signal.from, false);
      }
      return;
    }
    const session = this.#sessions.get(signal.from);
    if (!session) {
      this.#early.set(signal.from, [...(this.#early.get(signal.from) ?? []), signal]);
      return;
    }
    this.#newcomers.handleSignal(signal.connection, session);
    session.handleSignal(signal);
  }

  /** There is something else to send, or another share of the line for each. */
  handleMedia(): void {
    this.#newcomers.handleMedia();
    for (const session of this.#sessions.values()) {
      session.handleMedia();
    }
  }

  handleIceServers(iceServers: RTCIceServer[]): void {
    this.#newcomers.handleIceServers(iceServers);
    for (const session of this.#sessions.values()) {
      session.handleIceServers(iceServers);
    }
  }

  close(): void {
    this.#newcomers.close();
    for (const [id, session] of this.#sessions) {
      session.close();
      this.participants.get(id)?.close();
    }
    this.#early.clear();
  }

  permits(participantId: string, permission: Permission): boolean {
    return this.participants.get(participantId)?.permissions.includes(permission) ?? false;
  }

  createConnection(id: string, owner: ConnectionOwner): PeerConnection {
    return this.#owner.createConnection(id, owner);
  }

  handleLocalSignal(participantId: string, signal: ConnectionSignal, connection: string): void {
    this.#owner.send(addressed(signal, connection, participantId), (sent) => {
      // Who has left is announced; nothing of theirs is worth a word.
      if ('refusal' in sent && !['participant-not-found', 'call-ended', 'not-joined'].includes(sent.refusal.code)) {
        this.handleError(new CallError(sent.refusal.code, sent.refusal.message, sent.refusal));
      }
    });
  }

  handleConnection(participantId: string, connection: PeerConnection): void {
    this.#owner.remember(participantId, connection.id);
    this.participants.get(participantId)?.handleConnection(connection);
    this.#owner.handleConnectionChanged();
  }

  handleConnectionState(participantId: string): void {
    const participant = this.participants.get(participantId);
    participant?.handleConnectionState();
    this.#owner.handleConnectionChanged();
    if (participant?.state === 'left') {
      this.#depart(participantId, true);
      this.#newcomers.offerIfAlone();
    }
  }

  isReachable(participantId: string): boolean {
    return this.#owner.isSignaling() && this.participants.get(participantId)?.state === 'connected';
  }

  handleRecovery(participantId: string, rung: RecoveryRung, failure: CallError | null): void {
    this.participants.get(participantId)?.handleRecovery(rung, failure);
    this.#owner.handleConnectionChanged();
  }

  handleTrack(participantId: string, track: MediaStreamTrack, content: MediaContent): void {
    this.participants.get(participantId)?.handleTrack(track, content);
  }

  handleError(error: CallError): void {
    this.#owner.handleError(error);
  }

  #tellSessions(event: 'networkchange' | 'rejoined'): void {
    for (const session of this.#sessions.values()) {
      session.handleChange(event);
    }
  }

  #add(participant: Participant, earlier: boolean): RemoteParticipant {
    const { id } = participant;
    const polite = earlier || participant.joinedAt < this.#self.joinedAt;
    this.#sessions.set(id, new PeerSession({ participantId: id, polite, retired: this.#owner.recall(id) }, this));
    const remote = new RemoteParticipant(participant, this.#owner.createStream(), this.#owner.createStream());
    this.participants.set(id, remote);
    this.handleMedia();
    return remote;
  }

  /** It has left. If it was only lost, it stays for as long as its media flows (contract, rule 5). */
  #depart(id: string, lost: boolean): void {
    const participant = this.participants.get(id);
    participant?.handleLeft();
    if (participant && lost && participant.connectionState === 'connected') {
      this.#owner.handleParticipant('participantchange', participant);
    } else {
      this.#remove(id);
    }
  }

  #remove(id: string): void {
    const participant = this.participants.get(id);
    this.#sessions.get(id)?.close();
    this.#sessions.delete(id);
    this.participants.delete(id);
    this.#newcomers.forget(id);
    if (participant) {
      participant.close();
      this.handleMedia();
      this.#owner.handleParticipant('participantleft', participant);
    }
  }
}
