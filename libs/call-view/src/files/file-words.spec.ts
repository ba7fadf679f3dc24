import { expect, test } from '@jest/globals';
import { bytes, limitWords, transferWords, type TransferFacts } from './file-words.ts';

const MB = 1_000_000;
const going: TransferFacts = {
  direction: 'incoming',
  state: 'transferring',
  size: 5.4 * MB,
  transferred: 1.2 * MB,
  rate: 2 * MB,
  timeLeft: 2.1,
  failure: null,
  name: 'Ada',
};
const sent: TransferFacts = { ...going, direction: 'outgoing' };

test.each<[Partial<TransferFacts>, string, string]>([
  [{ state: 'offered' }, '5.4 MB', '5.4 MB · Waiting for Ada'],
  [{}, '1.2 MB of 5.4 MB · 2 MB/s · 3 seconds left', '1.2 MB of 5.4 MB · 2 MB/s · 3 seconds left'],
  [{ rate: null, timeLeft: null }, '1.2 MB of 5.4 MB', '1.2 MB of 5.4 MB'],
  [{ timeLeft: 600 }, '1.2 MB of 5.4 MB · 2 MB/s · 10 minutes left', '1.2 MB of 5.4 MB · 2 MB/s · 10 minutes left'],
  [
    { state: 'needs-file' },
    'Waiting until Ada picks it again',
    'This page was reloaded. Pick the file again to go on.',
  ],
  [{ state: 'complete' }, '5.4 MB', '5.4 MB · Received by Ada'],
  [{ state: 'refused' }, 'You refused it', 'Ada refused it'],
  [{ state: 'refused', name: null }, 'You refused it', 'Guest refused it'],
  [
    { state: 'failed', failure: 'storage-full' },
    'No more room on this device. Free some, and ask for it again.',
    'Ada has no more room for it.',
  ],
  [
    { state: 'failed', failure: 'file-protocol' },
    'It could not be received. Ask for it again.',
    'It could not be sent. Try again.',
  ],
])('%j is said as “%s” to the receiver and “%s” to the sender', (facts, toReceiver, toSender) => {
  expect(transferWords({ ...going, ...facts })).toBe(toReceiver);
  expect(transferWords({ ...sent, ...facts })).toBe(toSender);
});

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [1000, '1 kB'],
  [999_600, '1 MB'],
  [2_345_678, '2.3 MB'],
  [345_678_901, '346 MB'],
  [1.5e9, '1.5 GB'],
])('%i bytes are %s', (count, words) => {
  expect(bytes(count)).toBe(words);
});

test('what does not fit is said beforehand, and what is kept in the tab alone', () => {
  expect(limitWords(MB, { bytes: 10 * MB, storage: 'disk' })).toBeNull();
  expect(limitWords(MB, { bytes: 10 * MB, storage: 'memory' })).toBe('Kept in this tab until you save it.');
  expect(limitWords(20 * MB, { bytes: 10 * MB, storage: 'disk' })).toBe(
    'Too large for this browser, which takes 10 MB at most.',
  );
  expect(limitWords(MB, null)).toBeNull();
});
