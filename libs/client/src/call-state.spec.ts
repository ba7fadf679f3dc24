import { expect, test } from '@jest/globals';
import { callState, type CallState, type PeerStanding } from './call-state.ts';

const peer = (connectionState: RTCPeerConnectionState, known = false): PeerStanding => ({
  connectionState,
  known,
  failed: false,
});
const given = (connectionState: RTCPeerConnectionState): PeerStanding => ({
  ...peer(connectionState, true),
  failed: true,
});

const table: [CallState, string, PeerStanding[]][] = [
  ['waiting', 'nobody else is there', []],
  ['connecting', 'somebody has come', [peer('new')]],
  ['connecting', 'the browsers look for a way', [peer('connecting')]],
  ['connecting', 'they found none so far', [peer('failed')]],
  ['connected', 'there is a way', [peer('connected')]],
  ['connected', 'there is one to somebody', [peer('failed', true), peer('connected')]],
  ['reconnecting', 'there was one', [peer('disconnected', true)]],
  ['failed', 'everything was tried', [given('failed'), given('connecting')]],
  ['reconnecting', 'it is tried with somebody', [given('failed'), peer('disconnected', true)]],
  ['connected', 'with somebody nothing helped', [given('failed'), peer('connected', true)]],
  ['reconnecting', 'another connection is being made', [peer('new', true), peer('new')]],
];

test.each(table)('%s: %s', (state, _why, peers) => {
  expect(callState(false, peers)).toBe(state);
});

test('ended, whoever is still connected', () => {
  expect(callState(true, [peer('connected', true)])).toBe('ended');
});
