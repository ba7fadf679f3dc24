import { isOwnName } from './own-name.ts';

const PUBLIC = 'https://calls.example.org:3443';

it.each([
  ['192.168.1.20:3000', true],
  ['192.168.1.20', true],
  ['[fe80::1]:3443', true],
  ['localhost:3000', true],
  ['kitchen.local:3443', true],
  ['kitchen:3000', true],
  ['calls.example.org:3000', true],
  ['rebound.example:3000', false],
  ['192.168.1.20.rebound.example', false],
  ['localhost.rebound.example', false],
  ['a b', false],
])('on a local network %j is a name of the server: %s', (host, own) => {
  expect(isOwnName(host, { lan: true, publicUrl: PUBLIC })).toBe(own);
});

it('anywhere else the server answers to whatever name leads to it', () => {
  expect(isOwnName('rebound.example', { lan: false, publicUrl: PUBLIC })).toBe(true);
});
