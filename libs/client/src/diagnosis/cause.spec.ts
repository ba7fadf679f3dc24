import { describe, expect, it, test } from '@jest/globals';
import { DIAGNOSIS_CAUSES } from '@parley/protocol';
import { assert, property, record, nat, boolean, constantFrom, subarray, array, type Arbitrary } from 'fast-check';
import { HOME, NO_WAY } from '../testing/connection-facts.ts';
import { ANSWER_PATIENCE, CAUSES, causeOf, isDue, WAY_PATIENCE, type Cause } from './cause.ts';
import { diagnose } from './diagnose.ts';
import { NO_CANDIDATES, type CandidateCounts, type ConnectionFacts, type RelayTransport } from './facts.ts';

const hidden: CandidateCounts = { ...NO_CANDIDATES, host: 1, tcp: 1 };
const relayed: CandidateCounts = { ...NO_CANDIDATES, host: 1, srflx: 1, relay: 1 };
const wide: CandidateCounts = { ...NO_CANDIDATES, host: 1, public: 1 };

const TURN = (...turn: RelayTransport[]) => ({ stun: true, turn });
const turnSaid = (code: number) => [{ service: 'turn' as const, code }];

it('names the causes that the protocol knows, so that servers can count them', () => {
  expect(CAUSES).toEqual(DIAGNOSIS_CAUSES);
});

type Row = readonly [cause: Cause, when: string, facts: Partial<ConnectionFacts>];

const ROWS: readonly Row[] = [
  ['own-network-lost', 'the device is offline', { online: false, server: false }],
  ['own-network-lost', 'media and server went together', { stood: true, server: false }],
  ['server-lost', 'it went before there was media', { server: false, agreement: 'offered', confirmed: null }],
  ['other-page-gone', 'its seat went first', { stood: true, seat: 'reconnecting', seatWentFirst: true }],
  ['other-page-gone', 'its seat has run out meanwhile', { stood: true, seat: 'left', seatWentFirst: true }],
  ['other-network-lost', 'media went first', { stood: true, seat: 'reconnecting' }],
  ['other-network-lost', 'its seat is not missed yet, but it takes no signals', { stood: true, confirmed: false }],
  ['other-away', 'it never stood', { seat: 'reconnecting', agreement: 'offered', confirmed: false }],
  ['browser-refused', 'an offer came', { refused: true, agreement: 'none', confirmed: null }],
  ['browser-refused', 'an answer came', { refused: true, agreement: 'offered' }],
  ['no-offer', 'nothing was said', { agreement: 'none', confirmed: null }],
  ['signals-not-taken', 'the offer waits', { agreement: 'offered', confirmed: false }],
  ['signals-not-taken', 'the answer waits', { confirmed: false }],
  ['offer-unanswered', 'it has the offer', { agreement: 'offered' }],
  ['encryption-failed', 'DTLS failed', { ice: 'connected', dtls: 'failed' }],
  ['encryption-failed', 'DTLS gets no answer', { ice: 'completed', dtls: 'connecting', failed: false }],
  ['way-lost', 'nothing was tried anew yet', { stood: true, fresh: false, ice: 'disconnected', dtls: 'connected' }],
  ['way-lost', 'both have an address out there, as before', { stood: true }],
  ['turn-refused', '401', { offers: TURN('udp'), errors: turnSaid(401) }],
  ['turn-refused', '401, though UDP is blocked as well', { local: hidden, offers: TURN('udp'), errors: turnSaid(401) }],
  ['turn-full', '486', { offers: TURN('udp'), errors: turnSaid(486) }],
  ['turn-full', '508', { offers: TURN('udp'), errors: turnSaid(508) }],
  ['no-candidates-here', 'only TCP', { local: { ...NO_CANDIDATES, tcp: 1 } }],
  ['no-candidates-there', 'none came', { remote: NO_CANDIDATES }],
  ['no-ice-servers', 'two private addresses', { offers: { stun: false, turn: [] }, local: hidden, remote: hidden }],
  ['no-ice-servers', 'a private and a public one', { offers: { stun: false, turn: [] }, local: hidden, remote: wide }],
  ['udp-blocked-here', 'the other side reached STUN', { local: hidden }],
  ['udp-blocked-here', 'the other side reached TURN', { local: hidden, remote: relayed, offers: TURN('udp') }],
  ['udp-blocked-there', 'this side reached STUN', { remote: hidden }],
  ['udp-blocked-there', 'this side reached TURN', { local: relayed, remote: hidden, offers: TURN('udp') }],
  ['udp-blocked-there', 'this side has a public address', { local: wide, remote: hidden }],
  ['turn-unreachable-here', 'TLS does not help either', { local: hidden, offers: TURN('udp', 'tls') }],
  ['turn-unreachable-here', 'homes that need it', { offers: TURN('udp'), errors: turnSaid(701) }],
  ['turn-unreachable-here', 'nobody answers anyone', { local: hidden, remote: hidden, offers: TURN('udp') }],
  ['turn-unreachable-there', 'this side has a relay', { local: relayed, remote: hidden, offers: TURN('udp', 'tcp') }],
  ['relay-blocked', 'both have one', { local: relayed, remote: relayed, offers: TURN('udp') }],
  ['relay-blocked', 'this side has one', { local: relayed, offers: TURN('udp') }],
  ['stun-unreachable', 'neither knows its address', { local: hidden, remote: hidden }],
  ['relay-needed', 'both know their address', {}],
  ['relay-needed', 'both have public ones', { local: wide, remote: wide, offers: { stun: false, turn: [] } }],
  ['unknown', 'it could not be asked whether the offer was taken', { agreement: 'offered', confirmed: null }],
  ['unknown', 'everything stands', { ice: 'connected', dtls: 'connected' }],
];

describe('the cause is', () => {
  it.each(ROWS)('%s: %s', (cause, _, facts) => {
    expect(causeOf({ ...NO_WAY, ...facts })).toBe(cause);
  });

  test('each one of the list has a row, in its order', () => {
    expect([...new Set(ROWS.map(([cause]) => cause))]).toEqual(CAUSES);
  });
});

test('a cause that comes earlier in the list goes before a later one whose facts are there, too', () => {
  const steps: readonly (readonly [Cause, Partial<ConnectionFacts>])[] = [
    ['relay-needed', {}],
    ['relay-blocked', { offers: TURN('udp'), local: relayed }],
    ['udp-blocked-there', { remote: hidden }],
    ['no-candidates-there', { remote: NO_CANDIDATES }],
    ['turn-refused', { local: HOME, errors: turnSaid(401) }],
    ['way-lost', { stood: true, fresh: false }],
    ['encryption-failed', { dtls: 'failed' }],
    ['other-network-lost', { confirmed: false }],
    ['other-page-gone', { seat: 'reconnecting', seatWentFirst: true }],
    ['own-network-lost', { server: false }],
  ];
  const facts = { ...NO_WAY };
  for (const [cause, more] of steps) {
    Object.assign(facts, more);
    expect(causeOf(facts)).toBe(cause);
  }
});

const counts: Arbitrary<CandidateCounts> = record({
  host: nat(2),
  public: nat(1),
  srflx: nat(1),
  prflx: nat(1),
  relay: nat(1),
  tcp: nat(1),
});

const anyFacts: Arbitrary<ConnectionFacts> = record({
  silence: nat(60_000),
  stood: boolean(),
  fresh: boolean(),
  age: nat(60_000),
  failed: boolean(),
  online: boolean(),
  server: boolean(),
  seat: constantFrom('connected', 'reconnecting', 'left'),
  seatWentFirst: boolean(),
  agreement: constantFrom('none', 'offered', 'agreed'),
  confirmed: constantFrom(true, false, null),
  refused: boolean(),
  local: counts,
  remote: counts,
  pairs: record({ checked: nat(9), answered: nat(9) }),
  ice: constantFrom('new', 'checking', 'connected', 'completed', 'disconnected', 'failed', 'closed'),
  dtls: constantFrom('new', 'connecting', 'connected', 'closed', 'failed', null),
  relayOnly: boolean(),
  offers: record({ stun: boolean(), turn: subarray<RelayTransport>(['udp', 'tcp', 'tls']) }),
  errors: array(record({ service: constantFrom('stun', 'turn'), code: constantFrom(401, 486, 701) })),
});

test('any facts at all have a cause of the list, with words for both readers', () => {
  assert(
    property(anyFacts, (facts) => {
      const { cause, what, todo, remedy } = diagnose(facts);
      expect(CAUSES).toContain(cause);
      for (const words of [what, todo, remedy]) {
        expect(words).toMatch(/^[A-Z“].*[.!?]$/);
      }
    }),
  );
});

test('a way that was agreed on and not found is never blamed on who is there, nor an agreement on the way', () => {
  const ofTheWay = new Set(CAUSES.slice(CAUSES.indexOf('encryption-failed'), -1));
  assert(
    property(anyFacts, (facts) => {
      const isOfTheWay = ofTheWay.has(causeOf(facts));
      expect(isOfTheWay && facts.agreement !== 'agreed').toBe(false);
    }),
  );
});

describe('a cause is due', () => {
  it.each<[boolean, string, Partial<ConnectionFacts>]>([
    [false, 'not while somebody may still answer', { silence: ANSWER_PATIENCE - 1, agreement: 'offered' }],
    [false, 'not while pairs are being checked', { age: WAY_PATIENCE - 1, failed: false }],
    [false, 'not when a new connection is on its way', { age: 100, failed: false }],
    [false, 'not when a new offer was just made', { age: 100, failed: false, agreement: 'offered' }],
    [false, 'not when it may heal by itself', { silence: ANSWER_PATIENCE, failed: false, stood: true, fresh: false }],
    [true, 'when the browser gave up', { age: 100 }],
    [true, 'when pairs are being checked for too long', { age: WAY_PATIENCE, failed: false }],
    [true, 'when it does not heal', { silence: WAY_PATIENCE, failed: false, stood: true, fresh: false }],
    [true, 'when nobody answered', { age: ANSWER_PATIENCE, failed: false, agreement: 'offered' }],
    [true, 'when this side is offline', { silence: ANSWER_PATIENCE, age: 0, failed: false, online: false }],
    [true, 'when the server is away', { silence: ANSWER_PATIENCE, age: 0, failed: false, server: false }],
    [true, 'when the other side is away', { silence: ANSWER_PATIENCE, age: 0, failed: false, seat: 'reconnecting' }],
    [true, 'when it takes no signals', { silence: ANSWER_PATIENCE, age: 0, failed: false, confirmed: false }],
  ])('%s: %s', (due, _, facts) => {
    expect(isDue({ ...NO_WAY, ...facts })).toBe(due);
  });
});
