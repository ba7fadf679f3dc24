import { standingOf } from './standing.ts';

describe('another participant', () => {
  it.each([
    ['has just come', { connectionState: 'new', state: 'connected', known: false, failed: false }, 'joining'],
    [
      'is being connected',
      { connectionState: 'connecting', state: 'connected', known: false, failed: false },
      'joining',
    ],
    ['is here', { connectionState: 'connected', state: 'connected', known: true, failed: false }, 'here'],
    [
      'is connected anew',
      { connectionState: 'connecting', state: 'connected', known: true, failed: false },
      'reconnecting',
    ],
    ['is cut off', { connectionState: 'disconnected', state: 'connected', known: true, failed: false }, 'reconnecting'],
    [
      'has lost its seat’s socket',
      { connectionState: 'connected', state: 'reconnecting', known: true, failed: false },
      'reconnecting',
    ],
    ['could not be reached', { connectionState: 'failed', state: 'connected', known: false, failed: true }, 'failed'],
    [
      'could not be reached again',
      { connectionState: 'failed', state: 'connected', known: true, failed: true },
      'failed',
    ],
  ] as const)('%s', (_, facts, standing) => {
    expect(standingOf(facts)).toBe(standing);
  });
});
