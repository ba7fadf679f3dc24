import { afterEach, expect, test } from '@jest/globals';
import { everyoneLeaves, together } from './testing/together.ts';
import { settled } from './testing/until.ts';
import { keepAwake } from './wake-lock.ts';

afterEach(async () => {
  await everyoneLeaves();
});

class FakeLock {
  released = false;
  release(): Promise<void> {
    this.released = true;
    return Promise.resolve();
  }
}

/** A page that is shown and hidden; browsers take its locks when it is hidden. */
class FakePage extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
  readonly locks: FakeLock[] = [];
  refused = false;
  readonly wakeLock = {
    request: async (): Promise<WakeLockSentinel> => {
      await Promise.resolve();
      if (this.refused) {
        throw new DOMException('battery', 'NotAllowedError');
      }
      const lock = new FakeLock();
      this.locks.push(lock);
      return lock as unknown as WakeLockSentinel;
    },
  };

  show(visibilityState: DocumentVisibilityState): Promise<void> {
    this.visibilityState = visibilityState;
    if (visibilityState === 'hidden') {
      for (const lock of this.locks) {
        lock.released = true;
      }
    }
    this.dispatchEvent(new Event('visibilitychange'));
    return settled();
  }

  get held(): number {
    return this.locks.filter(({ released }) => !released).length;
  }
}

test('the screen stays awake, is awake again when the page is back, and may sleep after the call', async () => {
  const [ada] = await together();
  const page = new FakePage();
  keepAwake(ada.call, page);
  await settled();
  expect(page.held).toBe(1);
  await page.show('hidden');
  expect(page.held).toBe(0);
  await page.show('visible');
  await page.show('visible');
  expect(page.held).toBe(1);
  await ada.call.hangUp();
  expect(page.held).toBe(0);
  await page.show('visible');
  expect(page.held).toBe(0);
});

test('let go before the call is over, even while the lock is being asked for', async () => {
  const [ada] = await together();
  const page = new FakePage();
  keepAwake(ada.call, page)();
  await settled();
  expect([page.locks.length, page.held]).toEqual([1, 0]);
  await page.show('visible');
  expect(page.held).toBe(0);
});

test('a lock that is refused is asked for again when the page is back', async () => {
  const [ada] = await together();
  const page = new FakePage();
  page.refused = true;
  keepAwake(ada.call, page);
  await settled();
  page.refused = false;
  await page.show('visible');
  expect(page.held).toBe(1);
});

test('where there is no such lock, and after the call, nothing happens', async () => {
  const [ada] = await together();
  const page = new FakePage();
  keepAwake(ada.call, { visibilityState: 'visible', wakeLock: undefined, addEventListener: () => {} })();
  await ada.call.hangUp();
  keepAwake(ada.call, page);
  await settled();
  expect(page.locks).toEqual([]);
});
