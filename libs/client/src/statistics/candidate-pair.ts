// The candidate pair that media goes through, and what kind its two ends are of.
import type { CandidatePairStatistics, CandidateStatistics } from './snapshot.ts';
import { statsAt, statsOf, type CandidatePair, type StatsReport } from './stats-report.ts';

/** The pair that is in use. By the transport's word, by Firefox's mark, or else the one that was nominated. */
export function selectedPair(report: StatsReport): CandidatePair | null {
  for (const { selectedCandidatePairId } of statsOf(report, 'transport')) {
    const pair = statsAt(report, selectedCandidatePairId, 'candidate-pair');
    if (pair) {
      return pair;
    }
  }
  const pairs = statsOf(report, 'candidate-pair');
  const nominated = pairs.find((pair) => pair.nominated && pair.state === 'succeeded');
  return pairs.find(({ selected }) => selected) ?? nominated ?? null;
}

export function readCandidatePair(pair: CandidatePair, report: StatsReport): CandidatePairStatistics {
  return {
    local: readCandidate(statsAt(report, pair.localCandidateId, 'local-candidate')),
    remote: readCandidate(statsAt(report, pair.remoteCandidateId, 'remote-candidate')),
  };
}

function readCandidate(
  candidate: ReturnType<typeof statsAt<'local-candidate' | 'remote-candidate'>>,
): CandidateStatistics {
  return {
    candidateType: candidate?.candidateType ?? null,
    protocol: candidate?.protocol ?? null,
    relayProtocol: candidate?.relayProtocol ?? null,
  };
}
