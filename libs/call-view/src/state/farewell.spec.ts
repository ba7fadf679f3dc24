import { endingOf, lastedFor } from './farewell.ts';

describe('the end of a call', () => {
  it.each([
    ['hangup', true, { title: 'You hung up' }],
    ['ended', true, { title: 'You ended the call' }],
    ['hangup', false, { title: 'The other side hung up' }],
    ['deleted', false, { title: 'The call was ended by its owner' }],
    ['abandoned', false, { title: 'The connection was lost for too long' }],
    ['replaced', false, { trouble: 'replaced' }],
    ['removed', false, { trouble: 'removed' }],
    ['lost', false, { trouble: 'lost' }],
  ] as const)('by %s, hung up here: %s', (reason, hungUpHere, ending) => {
    expect(endingOf(reason, hungUpHere)).toEqual(ending);
  });
});

describe('how long a call lasted', () => {
  const start = '2026-03-01T10:00:00.000Z';
  const now = Date.parse('2026-03-01T10:05:00.000Z');

  it.each([
    ['from its start to its end', start, '2026-03-01T10:02:00.000Z', 120_000],
    ['until now when its end is not known', start, null, 300_000],
    ['no time when clocks disagree', '2026-03-01T11:00:00.000Z', null, 0],
    ['nothing when nobody came', null, '2026-03-01T10:02:00.000Z', null],
  ])('%s', (_, startedAt, endedAt, milliseconds) => {
    expect(lastedFor(startedAt, endedAt, now)).toBe(milliseconds);
  });
});
