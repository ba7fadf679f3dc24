import { describe, expect, test } from '@jest/globals';
import { describeFile, readFileMessage } from './file-messages.ts';

const id = 'abcd-1234_XYZ';
const digest = '0'.repeat(64);
const offer = { type: 'offer', id, number: 1, ready: true, name: 'a.txt', size: 3, mediaType: 'text/plain' };

describe('a message of the protocol', () => {
  test.each([
    { type: 'offers', ids: [] },
    { type: 'offers', ids: [id] },
    offer,
    { ...offer, size: 0, name: '', mediaType: '', ready: false },
    { type: 'accept', id, position: 0, digest: null },
    { type: 'accept', id, position: 10, digest },
    { type: 'refuse', id },
    { type: 'received', id, position: 10 },
    { type: 'end', id, digest },
    { type: 'complete', id },
    { type: 'cancel', id, code: 'cancelled' },
  ])('is read as it is: %j', (message) => {
    expect(readFileMessage(message)).toEqual(message);
  });

  test('is read without what else is in it', () => {
    expect(readFileMessage({ ...offer, later: 'more' })).toEqual(offer);
  });
});

test.each([
  null,
  'offer',
  [],
  {},
  { type: 'toString', id },
  { type: 'offers', ids: 'all' },
  { type: 'offers', ids: [1] },
  { ...offer, id: '../../etc' },
  { ...offer, id: 'x'.repeat(65) },
  { ...offer, size: -1 },
  { ...offer, size: 1.5 },
  { ...offer, size: 2 ** 53 },
  { ...offer, size: '3' },
  { ...offer, number: 2 ** 32 },
  { ...offer, name: 'x'.repeat(513) },
  { ...offer, name: { toString: 'x' } },
  { ...offer, mediaType: 'x'.repeat(128) },
  { ...offer, ready: 1 },
  { type: 'accept', id, position: 0, digest },
  { type: 'accept', id, position: 10, digest: null },
  { type: 'accept', id, position: 10, digest: 'g'.repeat(64) },
  { type: 'received', id, position: Infinity },
  { type: 'end', id, digest: digest.slice(1) },
  { type: 'cancel', id },
  { type: 'cancel', id, code: '<b>' },
])('what is none is nothing: %j', (value) => {
  expect(readFileMessage(value)).toBeNull();
});

test('what is said of a file fits into an offer, whatever its name and type', () => {
  const described = describeFile({ name: 'n'.repeat(2000), size: 7, type: 't'.repeat(2000) });
  expect(readFileMessage({ ...offer, ...described })).toEqual({
    ...offer,
    name: 'n'.repeat(512),
    size: 7,
    mediaType: '',
  });
});
