import { expect, test } from '@jest/globals';
import { seatStore, type StoredSeat } from './seat-store.ts';

const seat: StoredSeat = {
  secret: 's'.repeat(43),
  taken: true,
  position: 3,
  ownerSecret: null,
  displayName: 'Ada',
  connections: { p2: ['x'] },
};

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
}

test('a reload finds the seat of its call again, until it is forgotten', () => {
  const storage = memory();
  seatStore(() => storage).save('a', seat);
  const reloaded = seatStore(() => storage);
  expect(reloaded.load('a')).toEqual(seat);
  expect(reloaded.load('b')).toBeNull();
  reloaded.forget('a');
  expect(seatStore(() => storage).load('a')).toBeNull();
});

test('where storage is refused, the seat lives as long as the page', () => {
  const refused = seatStore(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  refused.save('a', seat);
  expect(refused.load('a')).toEqual(seat);
  refused.forget('a');
  expect(refused.load('a')).toBeNull();
});
