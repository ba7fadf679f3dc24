// From facts to the cause, as a pure function: the first of an ordered list of causes whose facts are all there.
// docs/diagnosis.md has the same list in the same order.
import type { CandidateCounts, ConnectionFacts } from './facts.ts';

/** Why no media comes from the other side. Stable: docs/diagnosis.md has a section for each. */
export type Cause =
  | 'own-network-lost'
  | 'server-lost'
  | 'other-page-gone'
  | 'other-network-lost'
  | 'other-away'
  | 'browser-refused'
  | 'no-offer'
  | 'signals-not-taken'
  | 'offer-unanswered'
  | 'encryption-failed'
  | 'way-lost'
  | 'turn-refused'
  | 'turn-full'
  | 'no-candidates-here'
  | 'no-candidates-there'
  | 'no-ice-servers'
  | 'udp-blocked-here'
  | 'udp-blocked-there'
  | 'turn-unreachable-here'
  | 'turn-unreachable-there'
  | 'relay-blocked'
  | 'stun-unreachable'
  | 'relay-needed'
  | 'unknown';

type Rule = readonly [cause: Cause, holds: (facts: ConnectionFacts) => boolean];

/** Answers of a TURN server that mean: not with these credentials. https://www.rfc-editor.org/rfc/rfc8489#section-14.8 */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 431, 441]);
/** Answers that mean: no room. https://www.rfc-editor.org/rfc/rfc8656#section-19 */
const NO_ROOM: ReadonlySet<number> = new Set([486, 508]);

/** Whether the internet can answer this side: its address out there is known, or a relay's. */
const isVisible = ({ public: known, srflx, relay }: CandidateCounts): boolean => known + srflx + relay > 0;
const isEmpty = ({ host, srflx, prflx, relay }: CandidateCounts): boolean => host + srflx + prflx + relay === 0;
const stands = ({ ice }: ConnectionFacts): boolean => ice === 'connected' || ice === 'completed';
const turnSaid = ({ errors }: ConnectionFacts, codes: ReadonlySet<number>): boolean =>
  errors.some(({ service, code }) => service === 'turn' && codes.has(code));
const hasTurn = ({ offers }: ConnectionFacts): boolean => offers.turn.length > 0;
/** Whether a relay could be had without UDP. */
const hasStreams = ({ offers }: ConnectionFacts): boolean => offers.turn.some((transport) => transport !== 'udp');

/** Who is there at all. */
const PRESENCE: readonly Rule[] = [
  ['own-network-lost', ({ online, stood, server }) => !online || (stood && !server)],
  ['server-lost', ({ server }) => !server],
  ['other-page-gone', ({ stood, seat, seatWentFirst }) => stood && seat !== 'connected' && seatWentFirst],
  ['other-network-lost', ({ stood, seat, confirmed }) => stood && (seat !== 'connected' || confirmed === false)],
  ['other-away', ({ seat }) => seat !== 'connected'],
];

/** What was said, and what came of it. */
const AGREEMENT: readonly Rule[] = [
  ['browser-refused', ({ refused, agreement }) => refused && agreement !== 'agreed'],
  ['no-offer', ({ agreement }) => agreement === 'none'],
  ['signals-not-taken', ({ confirmed }) => confirmed === false],
  ['offer-unanswered', ({ agreement, confirmed }) => agreement === 'offered' && confirmed === true],
];

/** Whether there is a way; asked only once both have said which addresses they have. What a server answered comes first, then what follows. */
const WAY: readonly Rule[] = [
  ['encryption-failed', (facts) => facts.dtls === 'failed' || (stands(facts) && facts.dtls !== 'connected')],
  ['way-lost', (facts) => facts.stood && (!facts.fresh || (bothVisible(facts) && !hasTurn(facts)))],
  ['turn-refused', (facts) => facts.local.relay === 0 && turnSaid(facts, REFUSALS)],
  ['turn-full', (facts) => facts.local.relay === 0 && turnSaid(facts, NO_ROOM)],
  ['no-candidates-here', ({ local, relayOnly }) => isEmpty(local) && !relayOnly],
  ['no-candidates-there', ({ remote, relayOnly }) => isEmpty(remote) && !relayOnly],
  ['no-ice-servers', (facts) => !facts.offers.stun && !hasTurn(facts) && !bothVisible(facts)],
  ['udp-blocked-here', (facts) => !hasStreams(facts) && !isVisible(facts.local) && isVisible(facts.remote)],
  ['udp-blocked-there', (facts) => !hasStreams(facts) && isVisible(facts.local) && !isVisible(facts.remote)],
  ['turn-unreachable-here', (facts) => hasTurn(facts) && facts.local.relay === 0],
  ['turn-unreachable-there', (facts) => hasTurn(facts) && !isVisible(facts.remote)],
  ['relay-blocked', ({ local, remote }) => local.relay + remote.relay > 0],
  ['stun-unreachable', (facts) => !bothVisible(facts)],
  ['relay-needed', (facts) => !stands(facts)],
];

const LAST_RESORT: Cause = 'unknown';

/** Every cause, in the order in which they are looked for. */
export const CAUSES: readonly Cause[] = [...[...PRESENCE, ...AGREEMENT, ...WAY].map(([cause]) => cause), LAST_RESORT];

/** Names the cause. Pure and total: facts that lead nowhere are `unknown`. */
export function causeOf(facts: ConnectionFacts): Cause {
  const list = [...PRESENCE, ...AGREEMENT, ...(facts.agreement === 'agreed' ? WAY : [])];
  return list.find(([, holds]) => holds(facts))?.[0] ?? LAST_RESORT;
}

/** Milliseconds after which somebody who is there would have answered. */
export const ANSWER_PATIENCE = 6_000;
/** Milliseconds after which a way would have been found: browsers give up checking pairs about then. */
export const WAY_PATIENCE = 15_000;

/** Whether it is time to name a cause: what is still being tried may succeed, and what was just said may be heard. */
export function isDue({ silence, age, failed, stood, fresh, online, ...facts }: ConnectionFacts): boolean {
  if (silence < ANSWER_PATIENCE) {
    return false;
  }
  const isSomebodyAway = !online || !facts.server || facts.seat !== 'connected' || facts.confirmed === false;
  if (isSomebodyAway || failed) {
    return true;
  }
  if (facts.agreement !== 'agreed') {
    return age >= ANSWER_PATIENCE;
  }
  return (stood && !fresh ? silence : age) >= WAY_PATIENCE;
}

function bothVisible({ local, remote }: ConnectionFacts): boolean {
  return isVisible(local) && isVisible(remote);
}
