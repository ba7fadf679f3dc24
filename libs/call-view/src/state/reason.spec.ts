import { diagnose, type ConnectionFacts, type Diagnosis } from '@parley/client/diagnosis';
import { isWorthACheck, reasonOf } from './reason.ts';

const candidates = { host: 1, public: 0, srflx: 1, prflx: 0, relay: 0, tcp: 0 };
const facts: ConnectionFacts = {
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
  local: candidates,
  remote: candidates,
  pairs: { checked: 4, answered: 0 },
  ice: 'failed',
  dtls: 'new',
  relayOnly: false,
  offers: { stun: true, turn: [] },
  errors: [],
};

const relayNeeded: Diagnosis = diagnose(facts);
const away: Diagnosis = diagnose({ ...facts, seat: 'reconnecting' });

describe('the reason', () => {
  it('is none while everyone is well, and with nobody else', () => {
    expect(reasonOf([{ name: 'Grace', diagnosis: null }])).toBeNull();
    expect(reasonOf([])).toBeNull();
  });

  it('needs no name where it can be of one alone', () => {
    expect(reasonOf([{ name: 'Grace', diagnosis: relayNeeded }])).toEqual({ name: null, diagnosis: relayNeeded });
  });

  it('is the first, with the name, among several', () => {
    const everyone = [
      { name: 'Alan', diagnosis: null },
      { name: 'Grace', diagnosis: away },
      { name: 'Hopper', diagnosis: relayNeeded },
    ];
    expect(reasonOf(everyone)).toEqual({ name: 'Grace', diagnosis: away });
  });
});

it('leads to the check of this device only where that can find something', () => {
  expect(isWorthACheck(relayNeeded)).toBe(true);
  expect(isWorthACheck(away)).toBe(false);
  expect(isWorthACheck(diagnose({ ...facts, remote: { ...candidates, srflx: 0 } }))).toBe(false);
  expect(isWorthACheck(diagnose({ ...facts, local: { ...candidates, srflx: 0 } }))).toBe(true);
});
