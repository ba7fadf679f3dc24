import { callerAddress } from './caller-address.ts';

const from = (remoteAddress: string, forwardedFor?: string, trustedProxies = 0): string =>
  callerAddress(
    { headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }, remoteAddress },
    trustedProxies,
  );

it.each([
  [
    'without a trusted proxy it is who connected, whatever the headers say',
    '192.0.2.1',
    '198.51.100.7',
    0,
    '192.0.2.1',
  ],
  ['behind one proxy it is what that proxy saw', '192.0.2.1', '198.51.100.7', 1, '198.51.100.7'],
  ['what a caller wrote before the proxy does not count', '192.0.2.1', '203.0.113.9, 198.51.100.7', 1, '198.51.100.7'],
  ['behind two proxies it is what the outer one saw', '192.0.2.1', '203.0.113.9, 198.51.100.7', 2, '203.0.113.9'],
  ['a chain that is shorter than it should be ends at its first hop', '192.0.2.1', '198.51.100.7', 3, '198.51.100.7'],
  ['a port after the address is dropped', '192.0.2.1', '198.51.100.7:4711', 1, '198.51.100.7'],
  ['and after one in brackets', '192.0.2.1', '[2001:db8:1:2::9]:4711', 1, '2001:db8:1:2::/64'],
  ['what is no address is not believed', '192.0.2.1', 'unknown', 1, '192.0.2.1'],
] as const)('%s', (_, remoteAddress, forwardedFor, trustedProxies, address) => {
  expect(from(remoteAddress, forwardedFor, trustedProxies)).toBe(address);
});

it('IPv4 written as IPv6 is IPv4', () => {
  expect(from('::ffff:192.0.2.1')).toBe('192.0.2.1');
});

it('one IPv6 network is one caller, however its addresses are written', () => {
  const spellings = ['2001:db8:1:2::9', '2001:0DB8:0001:0002:0:0:0:1', '2001:db8:1:2:ffff:ffff:ffff:ffff'];
  expect(new Set(spellings.map((address) => from(address)))).toEqual(new Set(['2001:db8:1:2::/64']));
  expect(from('2001:db8::1:2:3:4:5')).toBe('2001:db8:0:1::/64');
  expect(from('2001:db8:1:3::9')).not.toBe('2001:db8:1:2::/64');
  expect(from('::1')).toBe('0:0:0:0::/64');
  expect(from('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  expect(from('64:ff9b::192.0.2.1')).toBe('64:ff9b:0:0::/64');
});
