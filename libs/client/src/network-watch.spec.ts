import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { watchNetwork } from './network-watch.ts';

const MINUTE = 60_000;

/** A page on a device whose clock the test sets. */
class FakePage extends EventTarget {
  readonly document = { hidden: false };
  readonly connection: EventTarget & { type?: string | undefined } = Object.assign(new EventTarget(), { type: 'wifi' });
  readonly navigator: object = { connection: this.connection };
  setInterval = setInterval as unknown as typeof window.setInterval;
  clearInterval = clearInterval as unknown as typeof window.clearInterval;
  changes = 0;

  watch(): () => void {
    return watchNetwork(() => (this.changes += 1), this);
  }

  becomes(type: string | undefined): void {
    this.connection.type = type;
    this.connection.dispatchEvent(new Event('change'));
  }

  /** No timer runs, and the clock goes on. */
  sleep(milliseconds: number): void {
    jest.setSystemTime(Date.now() + milliseconds);
  }
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('a device that comes online is on another network', () => {
  const page = new FakePage();
  page.watch();
  page.dispatchEvent(new Event('online'));
  expect(page.changes).toBe(1);
});

test('from Wi-Fi to mobile it changed; estimates that change, and losing the network, are no news', () => {
  const page = new FakePage();
  page.watch();
  page.becomes('wifi');
  page.becomes('none');
  expect(page.changes).toBe(0);
  page.becomes('cellular');
  expect(page.changes).toBe(1);
  page.becomes('cellular');
  expect(page.changes).toBe(1);
});

test('a laptop tells of estimates alone', () => {
  const page = new FakePage();
  page.connection.type = undefined;
  page.watch();
  page.becomes(undefined);
  expect(page.changes).toBe(0);
});

test('a laptop that slept for an hour is told of once, with its first look at the clock', () => {
  const page = new FakePage();
  page.watch();
  jest.advanceTimersByTime(10 * MINUTE);
  expect(page.changes).toBe(0);
  page.sleep(60 * MINUTE);
  jest.advanceTimersByTime(2_000);
  expect(page.changes).toBe(1);
  jest.advanceTimersByTime(10 * MINUTE);
  expect(page.changes).toBe(1);
});

test('in a page that nobody sees, whose timers run once a minute, only a longer gap is sleep', () => {
  const page = new FakePage();
  page.watch();
  page.document.hidden = true;
  page.sleep(MINUTE);
  jest.advanceTimersByTime(2_000);
  expect(page.changes).toBe(0);
  page.sleep(2 * MINUTE);
  jest.advanceTimersByTime(2_000);
  expect(page.changes).toBe(1);
});

test('a browser that knows nothing of networks still knows when it slept', () => {
  const page = Object.assign(new FakePage(), { navigator: {} });
  page.watch();
  page.sleep(MINUTE);
  jest.advanceTimersByTime(2_000);
  expect(page.changes).toBe(1);
});

test('ended, it looks and listens no more', () => {
  const page = new FakePage();
  page.watch()();
  page.sleep(60 * MINUTE);
  jest.advanceTimersByTime(MINUTE);
  page.dispatchEvent(new Event('online'));
  page.becomes('cellular');
  expect(page.changes).toBe(0);
  expect(jest.getTimerCount()).toBe(0);
});
