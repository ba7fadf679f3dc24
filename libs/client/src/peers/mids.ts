// Which media section of an own description is whose transceiver's.

type Known = Pick<RTCRtpTransceiver, 'mid'> & { receiver: { track: { kind: string } } };

/**
 * The mid of every transceiver that has a section in this side's description. In an offer that is not set yet the browser has
 * named sections that their transceivers do not know of: those of a kind stand in the order in which these were made.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9429#section-5.2.2
 */
export function midsIn<Transceiver extends Known>(
  sdp: string,
  transceivers: readonly Transceiver[],
): Map<Transceiver, string> {
  const mids = new Map(transceivers.flatMap((each) => (each.mid === null ? [] : [[each, each.mid]])));
  const known = new Set(mids.values());
  for (const section of sdp.split(/^m=/m).slice(1)) {
    const [kind] = /^\w+/.exec(section) ?? [];
    const [, mid] = /^a=mid:(\S+)/m.exec(section) ?? [];
    const owner = transceivers.find((each) => !mids.has(each) && each.receiver.track.kind === kind);
    if (owner && mid !== undefined && !known.has(mid)) {
      mids.set(owner, mid);
    }
  }
  return mids;
}
