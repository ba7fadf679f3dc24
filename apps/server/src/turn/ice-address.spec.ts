import { iceAddress } from './ice-address.ts';

it.each([
  ['stun:a.example', { kind: 'stun', host: 'a.example', port: 3478, transport: 'udp' }],
  ['stuns:a.example', { kind: 'stun', host: 'a.example', port: 5349, transport: 'tls' }],
  ['turn:a.example:3479', { kind: 'turn', host: 'a.example', port: 3479, transport: 'udp' }],
  ['turn:192.0.2.7?transport=tcp', { kind: 'turn', host: '192.0.2.7', port: 3478, transport: 'tcp' }],
  ['turns:a.example:443?transport=tcp', { kind: 'turn', host: 'a.example', port: 443, transport: 'tls' }],
  ['TURN:[2001:db8::1]:3480?transport=UDP', { kind: 'turn', host: '2001:db8::1', port: 3480, transport: 'udp' }],
  ['https://a.example', null],
  ['turn:', null],
])('%s', (url, address) => {
  expect(iceAddress(url)).toEqual(address);
});
