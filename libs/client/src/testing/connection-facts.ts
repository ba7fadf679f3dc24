// The facts of two homes that agreed and checked every pair in vain, for tests to change in one or another.
import { NO_CANDIDATES, type CandidateCounts, type ConnectionFacts } from '../diagnosis/facts.ts';

export const HOME: CandidateCounts = { ...NO_CANDIDATES, host: 1, srflx: 1 };

export const NO_WAY: ConnectionFacts = {
  silence: 20_000,
  stood: false,
  fresh: true,
  age: 20_000,
  failed: true,
  online: true,
  server: true,
  seat: 'connected',
  seatWentFirst: false,
  agreement: 'agreed',
  confirmed: true,
  refused: false,
  local: HOME,
  remote: HOME,
  pairs: { checked: 4, answered: 0 },
  ice: 'failed',
  dtls: 'new',
  relayOnly: false,
  offers: { stun: true, turn: [] },
  errors: [],
};
