// The facts in one line, for a report that people copy.
import type { CandidateCounts, ConnectionFacts } from './facts.ts';

/** As in `seat connected · agreed · ICE failed, DTLS new · here 1 host, 1 srflx · there 1 host · 4 pairs, 0 answered`. */
export function factsLine(facts: ConnectionFacts): string {
  const { offers, errors, pairs } = facts;
  const servers = [offers.stun && 'STUN', ...offers.turn.map((transport) => `TURN/${transport}`)].filter(Boolean);
  return [
    `${facts.online ? '' : 'offline, '}server ${facts.server ? 'here' : 'away'}`,
    `seat ${facts.seat}`,
    `${facts.agreement}${confirmationWords(facts)}`,
    `ICE ${facts.ice}, DTLS ${facts.dtls ?? 'none'}`,
    `here ${candidateWords(facts.local)}`,
    `there ${candidateWords(facts.remote)}`,
    `${pairs.checked} pairs, ${pairs.answered} answered`,
    servers.join(', ') || 'no STUN, no TURN',
    ...errors.map(({ service, code }) => `${service.toUpperCase()} error ${code}`),
  ].join(' · ');
}

function confirmationWords({ confirmed }: ConnectionFacts): string {
  return confirmed === null ? '' : confirmed ? ', taken' : ', not taken';
}

function candidateWords(counts: CandidateCounts): string {
  const kinds = (['host', 'srflx', 'prflx', 'relay', 'tcp'] as const).filter((kind) => counts[kind] > 0);
  return kinds.map((kind) => `${counts[kind]} ${kind}`).join(', ') || 'no candidates';
}
