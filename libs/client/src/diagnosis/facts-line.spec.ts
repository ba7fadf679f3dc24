import { expect, it } from '@jest/globals';
import { NO_WAY } from '../testing/connection-facts.ts';
import { NO_CANDIDATES, type ConnectionFacts } from './facts.ts';
import { factsLine } from './facts-line.ts';

const facts: ConnectionFacts = {
  ...NO_WAY,
  local: { ...NO_CANDIDATES, host: 2, srflx: 1 },
  remote: { ...NO_CANDIDATES, host: 1 },
  offers: { stun: true, turn: ['udp', 'tls'] },
  errors: [{ service: 'turn', code: 701 }],
};

it.each<[string, Partial<ConnectionFacts>, string]>([
  [
    'all that is known',
    {},
    'server here · seat connected · agreed, taken · ICE failed, DTLS new · here 2 host, 1 srflx · there 1 host · 4 pairs, 0 answered · STUN, TURN/udp, TURN/tls · TURN error 701',
  ],
  [
    'what is not there',
    {
      online: false,
      server: false,
      agreement: 'none',
      confirmed: null,
      ice: 'new',
      dtls: null,
      local: NO_CANDIDATES,
      remote: NO_CANDIDATES,
      pairs: { checked: 0, answered: 0 },
      offers: { stun: false, turn: [] },
      errors: [],
    },
    'offline, server away · seat connected · none · ICE new, DTLS none · here no candidates · there no candidates · 0 pairs, 0 answered · no STUN, no TURN',
  ],
])('tells %s', (_, some, line) => {
  expect(factsLine({ ...facts, ...some })).toBe(line);
});
