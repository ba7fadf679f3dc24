import { expect, it, test } from '@jest/globals';
import type { ConnectionFacts } from './facts.ts';
import { kindsOf, serverErrors } from './ice-servers.ts';

it.each<[string, string | string[], ConnectionFacts['offers']]>([
  ['stun', 'stun:stun.example:3478', { stun: true, turn: [] }],
  ['turn over UDP unless it says otherwise', 'turn:turn.example', { stun: false, turn: ['udp'] }],
  ['turn over UDP', 'turn:turn.example?transport=udp', { stun: false, turn: ['udp'] }],
  ['turn over TCP', 'turn:turn.example:80?transport=tcp', { stun: false, turn: ['tcp'] }],
  ['turn over TLS', 'turns:turn.example:443?transport=tcp', { stun: false, turn: ['tls'] }],
  ['each kind once', ['turn:a', 'turn:b', 'turns:a', 'stun:a'], { stun: true, turn: ['udp', 'tls'] }],
])('%s', (_, urls, kinds) => {
  expect(kindsOf([{ urls }])).toEqual(kinds);
});

test('without servers there is nothing', () => {
  expect(kindsOf([])).toEqual({ stun: false, turn: [] });
});

test('errors are told by service and code, without the server’s name', () => {
  const errors = new Map([
    ['turn:turn.example?transport=udp', { errorCode: 401 }],
    ['stun:stun.example', { errorCode: 701 }],
  ]);
  expect(serverErrors(errors)).toEqual([
    { service: 'turn', code: 401 },
    { service: 'stun', code: 701 },
  ]);
});
