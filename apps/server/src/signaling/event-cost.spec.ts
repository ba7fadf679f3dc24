import { eventCost } from './event-cost.ts';

const offer = (sdp: unknown) => ({ messageId: 'm', description: { type: 'offer', sdp } });

it.each([
  ['a candidate', 'candidate', { messageId: 'm', candidate: null }, 1],
  ['an offer of an audio call', 'offer', offer('x'.repeat(4000)), 1],
  ['an offer of ten thousand characters', 'offer', offer('x'.repeat(10_000)), 3],
  ['the largest offer', 'offer', offer('x'.repeat(65_536)), 17],
  ['a join', 'join', { callId: 'c' }, 10],
  ['a page of the mailbox', 'sync', {}, 10],
  ['the list of calls', 'watch', {}, 20],
  ['what is no event', 'colour', offer(7), 1],
  ['what has no name', undefined, null, 1],
  ['an offer that is no object', 'offer', 'description', 1],
  ['a confirmation', 'received', { seq: 1 }, 0],
  ['hanging up', 'hangup', {}, 0],
])('%s', (_, event, payload, cost) => {
  expect(eventCost(event, payload)).toBe(cost);
});
