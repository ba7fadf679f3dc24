import { describe, expect, test } from '@jest/globals';
import { negotiate, type NegotiationEvent, type NegotiationState, type NegotiationStep } from './negotiation.ts';

const settled: NegotiationState = {
  polite: false,
  connection: 'now',
  signalingState: 'stable',
  established: true,
  retired: new Set(['old']),
  ignoringOffer: false,
};
const nothing = { ...settled, connection: null, established: false };
const offering = { ...settled, signalingState: 'have-local-offer' as const };
const beginning = { ...offering, established: false };
const polite = { polite: true };

const offer = (connection: string): NegotiationEvent => ({ type: 'offer', connection });
const answer = (connection: string): NegotiationEvent => ({ type: 'answer', connection });
const candidate = (connection: string): NegotiationEvent => ({ type: 'candidate', connection });
const needed: NegotiationEvent = { type: 'negotiationneeded' };

const table: [string, NegotiationState, NegotiationEvent, NegotiationStep][] = [
  ['a first offer is accepted', nothing, offer('new'), 'accept-new-connection'],
  ['a renegotiation is accepted', settled, offer('now'), 'accept-offer'],
  ['a new connection replaces a settled one', settled, offer('new'), 'accept-new-connection'],
  ['an offer of a dropped connection is late', settled, offer('old'), 'ignore'],
  ['an offer of a dropped connection is late even before there is a new one', nothing, offer('old'), 'ignore'],

  ['crossing renegotiations: the polite side yields', { ...offering, ...polite }, offer('now'), 'accept-offer'],
  ['crossing renegotiations: the impolite side stands', offering, offer('now'), 'ignore-offer'],
  [
    'a renegotiation yields to a new connection, polite',
    { ...offering, ...polite },
    offer('new'),
    'accept-new-connection',
  ],
  ['a renegotiation yields to a new connection, impolite', offering, offer('new'), 'accept-new-connection'],
  ['crossing beginnings: the polite side yields', { ...beginning, ...polite }, offer('new'), 'accept-new-connection'],
  ['crossing beginnings: the impolite side says its own again', beginning, offer('new'), 'begin-anew'],

  ['an answer to our offer is accepted', offering, answer('now'), 'accept-answer'],
  ['an answer to nothing is a repeat', settled, answer('now'), 'ignore'],
  ['an answer on a dropped connection is late', offering, answer('old'), 'ignore'],
  ['an answer on an unknown connection is nobody’s', offering, answer('new'), 'ignore'],

  ['a candidate of the connection is added', settled, candidate('now'), 'add-candidate'],
  ['a candidate before the answer is added too, and waits there', beginning, candidate('now'), 'add-candidate'],
  ['a candidate of an ignored offer has no place', { ...offering, ignoringOffer: true }, candidate('now'), 'ignore'],
  ['a candidate ahead of its offer is held', settled, candidate('new'), 'hold-candidate'],
  ['a candidate of a dropped connection is late', settled, candidate('old'), 'ignore'],

  ['the browser wants to negotiate', settled, needed, 'make-offer'],
  ['the browser asks again once it is stable', offering, needed, 'ignore'],
  ['a default connection is a connection', { ...settled, connection: '' }, offer(''), 'accept-offer'],
];

describe('negotiate', () => {
  test.each(table)('%s', (_name, state, event, step) => {
    expect(negotiate(state, event)).toBe(step);
  });

  test('when beginnings cross, exactly one side stands', () => {
    const steps = [true, false].map((polite) => negotiate({ ...beginning, polite }, offer('theirs')));
    expect(steps).toEqual(['accept-new-connection', 'begin-anew']);
  });
});
