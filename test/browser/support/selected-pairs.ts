// By which candidates each connection of a page sends and receives, as the browser itself says.
import type { Page } from '@playwright/test';

export interface SelectedCandidate {
  type: RTCIceCandidateType;
  protocol: 'udp' | 'tcp';
  /** How this side reaches the TURN server; null where it uses none. */
  relayProtocol: 'udp' | 'tcp' | 'tls' | null;
  address: string;
  port: number;
}

export interface SelectedPair {
  local: SelectedCandidate;
  remote: SelectedCandidate;
}

interface CandidateStats extends Partial<SelectedCandidate> {
  candidateType: RTCIceCandidateType;
}

/** The pair of each connection that has one, in the order in which the connections were made. */
export function selectedPairs(page: Page): Promise<SelectedPair[]> {
  return page.evaluate(async () => {
    const pairs: SelectedPair[] = [];
    for (const connection of window.recordedConnections) {
      const stats = await connection.getStats();
      const candidate = (id: string): SelectedCandidate => {
        const found: CandidateStats | undefined = stats.get(id);
        if (!found) throw new Error('A pair without its candidates.');
        const { candidateType: type, protocol = 'udp', relayProtocol = null, address = '', port = 0 } = found;
        return { type, protocol, relayProtocol, address, port };
      };
      for (const { type, selectedCandidatePairId } of stats.values()) {
        const pair = type === 'transport' && stats.get(selectedCandidatePairId);
        if (pair) pairs.push({ local: candidate(pair.localCandidateId), remote: candidate(pair.remoteCandidateId) });
      }
    }
    return pairs;
  });
}
