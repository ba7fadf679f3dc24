// What a fake session description says: of which connection and which offer it is, and its media sections.
import { answered, readSdp, writeSdp, type FakeTransceiver, type Section } from './fake-transceiver.ts';

/** What a fake SDP says of its connection. */
export interface Facts {
  connection: number;
  /** Which of its connection's offers this is, or answers. */
  offer: number;
  /** How often its side restarted ICE. */
  ice: number;
}

export function readDescription({ sdp }: RTCSessionDescriptionInit): Facts & { sections: Section[] } {
  const { facts, sections } = readSdp(sdp ?? '');
  return { ...(facts as Facts), sections };
}

export interface Described {
  facts: Facts;
  transceivers: readonly FakeTransceiver[];
  /** What the other side said last, if anything. */
  remote: RTCSessionDescriptionInit | null;
  /** The sections that are answered; null for an offer. */
  offered: readonly Section[] | null;
  /** The names of sections that their transceivers do not know of yet. */
  names: ReadonlyMap<FakeTransceiver, string>;
}

export function describeFake({ facts, transceivers, remote, offered, names }: Described): string {
  const sections = transceivers.flatMap((transceiver) => {
    const { receiver, direction, sender } = transceiver;
    const mid = transceiver.mid ?? names.get(transceiver);
    const theirs = offered?.find((section) => section.mid === mid);
    const agreed = theirs ? answered(direction, theirs.direction) : direction;
    const trackId = sender.track?.id ?? '';
    return mid === undefined ? [] : { kind: receiver.track.kind, mid, direction: agreed, trackId };
  });
  // Either side's restart gives both another one.
  const session = `${facts.ice}+${remote ? readDescription(remote).ice : 0}`;
  return writeSdp(facts, session, sections);
}
