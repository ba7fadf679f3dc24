import { clockOf, durationWords } from './duration.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('a duration', () => {
  it.each([
    [-5 * SECOND, '0:00', '0 seconds'],
    [999, '0:00', '0 seconds'],
    [SECOND, '0:01', '1 second'],
    [59 * SECOND, '0:59', '59 seconds'],
    [MINUTE, '1:00', '1 minute'],
    [12 * MINUTE + 5 * SECOND, '12:05', '12 minutes'],
    [HOUR, '1:00:00', '1 hour'],
    [HOUR + 2 * MINUTE + 3 * SECOND, '1:02:03', '1 hour 2 minutes'],
    [26 * HOUR, '26:00:00', '26 hours'],
  ])('of %i ms is %s on a clock and "%s" in words', (milliseconds, clock, words) => {
    expect(clockOf(milliseconds)).toBe(clock);
    expect(durationWords(milliseconds)).toBe(words);
  });
});
