// Between a call's seat and the others: what the server tells goes to the mesh, what the mesh says to the server, and what is
// sent to whom is here. What a page sees of it is call.ts's.
import type { IceServers, Joined, Participant, Permission } from '@parley/protocol';
import type { CallEntry } from './call-entry.ts';
import { OutgoingSources } from './outgoing-sources.ts';
import type { MeshOwner } from './peers/mesh-owner.ts';
import { Mesh } from './peers/mesh.ts';
import { PeerConnection } from './peers/peer-connection.ts';
import type { SeatHolder } from './signaling/seat-holder.ts';

export interface CallPeersOwner
  extends
    Pick<MeshOwner, 'isSignaling' | 'handleParticipant' | 'handleConnectionChanged' | 'handleError'>,
    Pick<SeatHolder, 'handleInfo' | 'handleSocket' | 'handleOver'> {
  /** Whether this side may send such media. */
  permits(permission: Permission): boolean;
  /** This side's own seat is another: it may do something else. */
  handleSelf(self: Participant): void;
}

export interface CallPeers {
  readonly mesh: Mesh;
  readonly sources: OutgoingSources;
  /** What the seat tells goes here. */
  readonly holder: SeatHolder;
}

/** Brings a seat that was taken and everyone else together. */
export function callPeers(
  { iceServers, ...joined }: Joined,
  { seat, returning, browser, codecs }: CallEntry,
  owner: CallPeersOwner,
): CallPeers {
  const sources = new OutgoingSources(browser, codecs ?? {}, {
    ...owner,
    handleMedia: () => mesh.handleMedia(),
    countPeers: () => mesh.participants.size,
  });
  const mesh: Mesh = new Mesh(joined, returning, {
    ...owner,
    createStream: () => browser.createStream(),
    createConnection: (id, connectionOwner) =>
      new PeerConnection(id, browser, { iceServers }, sources, connectionOwner),
    send: (signal, settled) => seat.send(signal, settled),
    remember: (participantId, connection) => seat.remember(participantId, connection),
    recall: (participantId) => seat.recall(participantId),
  });
  const handleIceServers = (servers: IceServers): void => {
    ({ iceServers } = servers);
    mesh.handleIceServers(iceServers);
  };
  const holder: SeatHolder = {
    ...owner,
    handleIceServers,
    handleRejoined: (again) => {
      handleIceServers(again);
      owner.handleInfo(again.call);
      owner.handleSelf(again.self);
      mesh.handleRejoined(again);
    },
    handleSignal: (signal) => mesh.handleSignal(signal),
    // In a task of its own: who waited for the call has it by then, and what they add at once is in the first offer.
    handleCaughtUp: () => void setTimeout(() => mesh.handleCaughtUp()),
    handleParticipantJoined: (notice) => mesh.handleParticipantJoined(notice),
    handleParticipantUpdated: (notice) =>
      notice.participant.id === joined.self.id
        ? owner.handleSelf(notice.participant)
        : mesh.handleParticipantUpdated(notice),
    handleParticipantLeft: (notice) => mesh.handleParticipantLeft(notice),
  };
  return { mesh, sources, holder };
}
