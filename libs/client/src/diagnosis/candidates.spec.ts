import { expect, it, test } from '@jest/globals';
import { countCandidates } from './candidates.ts';
import { NO_CANDIDATES, type CandidateCounts } from './facts.ts';

const line = (transport: string, address: string, type: string): string =>
  `a=candidate:1 1 ${transport} 2122260223 ${address} 50000 typ ${type} generation 0\r\n`;

it.each<[string, string, Partial<CandidateCounts>]>([
  ['a private address', line('udp', '192.168.1.7', 'host'), { host: 1 }],
  ['one that hides its address', line('udp', '0b9e9b8e-4c0f-4b9a.local', 'host'), { host: 1 }],
  ['one of a carrier’s NAT', line('udp', '100.64.0.9', 'host'), { host: 1 }],
  ['a private IPv6 address', line('udp', 'fd00::7', 'host'), { host: 1 }],
  ['a public address', line('udp', '198.51.100.7', 'host'), { host: 1, public: 1 }],
  ['a public IPv6 address', line('udp', '2001:db8::7', 'host'), { host: 1, public: 1 }],
  ['172.32 is public', line('udp', '172.32.0.1', 'host'), { host: 1, public: 1 }],
  ['an address that STUN told', line('UDP', '198.51.100.7', 'srflx raddr 10.0.0.1 rport 9'), { srflx: 1 }],
  ['a relay', line('udp', '198.51.100.9', 'relay raddr 0.0.0.0 rport 0'), { relay: 1 }],
  ['TCP', line('tcp', '192.168.1.7', 'host tcptype active'), { tcp: 1 }],
  ['the same in a second section', line('udp', '10.0.0.1', 'host').repeat(2), { host: 1 }],
  ['RTCP’s own', line('udp', '10.0.0.1', 'host').replace('1 1', '1 2'), {}],
  ['none', 'v=0\r\na=end-of-candidates\r\n', {}],
])('%s', (_, sdp, counts) => {
  expect(countCandidates(sdp)).toEqual({ ...NO_CANDIDATES, ...counts });
});

test('several are counted by kind', () => {
  const sdp = ['10.0.0.1', '10.0.0.2'].map((address) => line('udp', address, 'host')).join('');
  expect(countCandidates(sdp + line('udp', '198.51.100.7', 'srflx'))).toEqual({ ...NO_CANDIDATES, host: 2, srflx: 1 });
});
