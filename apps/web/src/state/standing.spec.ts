import { standingOf } from './standing.ts';

describe('another participant', () => {
  it.each([
    ['has just come', { connectionState: 'new', state: 'connected', known: false }, 'joining'],
    ['is being connected', { connectionState: 'connecting', state: 'connected', known: false }, 'joining'],
    ['is here', { connectionState: 'connected', state: 'connected', known: true }, 'here'],
    ['is connected anew', { connectionState: 'connecting', state: 'connected', known: true }, 'reconnecting'],
    ['is cut off', { connectionState: 'disconnected', state: 'connected', known: true }, 'reconnecting'],
    [
      'has lost its seat’s socket',
      { connectionState: 'connected', state: 'reconnecting', known: true },
      'reconnecting',
    ],
  ] as const)('%s', (_, facts, standing) => {
    expect(standingOf(facts)).toBe(standing);
  });
});
