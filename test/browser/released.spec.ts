// What a call leaves behind in its page and at the server once it is over: nothing.
import type { Page } from '@playwright/test';
import { launchChromium } from './support/chromium.ts';
import { expect, test } from './support/fixtures.ts';
import { libraryPage } from './support/library-page.ts';

declare global {
  interface Window {
    held: Held;
    gc: () => Promise<void>;
  }
}

/** What the page holds now. */
interface Held {
  tracks: Set<MediaStreamTrack>;
  timers: Set<unknown>;
  /** Listeners at what outlives every call: the window, the document, the devices, the network. */
  listeners: number;
  calls: WeakRef<object>[];
}

for (const [count, title] of [
  [20, '20 calls'],
  [200, '200 calls @long'],
] as const) {
  test(`made, connected and closed, leave nothing behind: ${title}`, async ({ server }) => {
    test.setTimeout(count * 3000 + 30_000);
    const browser = await launchChromium({ args: ['--js-flags=--expose-gc'] });
    const page = await libraryPage(browser, server.url);
    await page.evaluate(watch);
    // The first call opens what stays for all of them.
    await page.evaluate(makeAndClose, 1);
    const before = await page.evaluate(counted);

    await page.evaluate(makeAndClose, count);

    expect(await page.evaluate(counted)).toEqual(before);
    expect(before).toMatchObject({ openConnections: 0, liveTracks: 0, timers: 0 });
    expect(await page.evaluate(() => window.recordedConnections.length)).toBe(2 * (count + 1));
    await expect.poll(() => sockets(server.url)).toBe(0);
    expect(await collected(page)).toBeLessThanOrEqual(2);
    await browser.close();
  });
}

async function sockets(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^parley_sockets (\d+)$/m.exec(metrics)?.[1]);
}

/** How many calls and connections the garbage collector leaves: those of the last round may stand in a variable still. */
function collected(page: Page): Promise<number> {
  return page.evaluate(async () => {
    window.recordedConnections.length = 0;
    await window.gc();
    return window.held.calls.filter((call) => call.deref()).length;
  });
}

/** In the page: wraps what a call could leave behind. */
function watch(): void {
  const held: Held = { tracks: new Set(), timers: new Set(), listeners: 0, calls: [] };
  window.held = held;
  type Method = (...args: unknown[]) => unknown;
  const wrap = (
    owner: object,
    name: string,
    around: (method: Method, self: unknown, args: unknown[]) => unknown,
  ): void => {
    const method: Method = Reflect.get(owner, name);
    Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
      return around(method.bind(this ?? window), this ?? window, args);
    });
  };

  wrap(navigator.mediaDevices, 'getUserMedia', async (getUserMedia, _self, args) => {
    const stream = await getUserMedia(...args);
    if (!(stream instanceof MediaStream)) throw new Error('getUserMedia gave no stream.');
    for (const track of stream.getTracks()) held.tracks.add(track);
    return stream;
  });

  for (const name of ['setTimeout', 'setInterval']) {
    wrap(window, name, (start, _self, [task, ...rest]) => {
      const run = (): void => {
        if (name === 'setTimeout') held.timers.delete(timer);
        if (typeof task === 'function') Reflect.apply(task, window, []);
      };
      const timer = start(run, ...rest);
      held.timers.add(timer);
      return timer;
    });
  }
  for (const name of ['clearTimeout', 'clearInterval']) {
    wrap(window, name, (clear, _self, [timer]) => {
      held.timers.delete(timer);
      clear(timer);
    });
  }

  const lasting = new Set<unknown>([window, document, navigator.mediaDevices, Reflect.get(navigator, 'connection')]);
  wrap(EventTarget.prototype, 'addEventListener', (add, self, args) => {
    if (lasting.has(self)) {
      held.listeners += 1;
      const [, , options] = args;
      const signal: unknown = typeof options === 'object' && options !== null && Reflect.get(options, 'signal');
      if (signal instanceof AbortSignal) signal.addEventListener('abort', () => (held.listeners -= 1));
    }
    add(...args);
  });
  wrap(EventTarget.prototype, 'removeEventListener', (remove, self, args) => {
    if (lasting.has(self)) held.listeners -= 1;
    remove(...args);
  });
}

/** In the page: both sides of calls, one after the other, each connected before it is hung up. */
async function makeAndClose(count: number): Promise<void> {
  const { LocalMedia, Parley } = window.library;
  const connected = (call: EventTarget & { state: string }): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (call.state === 'connected') {
          call.removeEventListener('statechange', look);
          resolve();
        }
      };
      call.addEventListener('statechange', look);
      look();
    });
  for (let made = 0; made < count; made += 1) {
    const [one, other] = [new LocalMedia(), new LocalMedia()];
    await one.start();
    await other.start({ camera: false });
    const call = await new Parley().createCall({ media: one });
    // As in another tab: this one has a seat in the call, which a join takes again.
    sessionStorage.clear();
    const joined = await new Parley().joinCall(call.joinUrl, { media: other });
    await Promise.all([connected(call), connected(joined)]);
    const over = new Promise((resolve) => joined.addEventListener('ended', resolve));
    await call.hangUp();
    await over;
    window.held.calls.push(new WeakRef(call), new WeakRef(joined));
  }
}

/** In the page. */
function counted(): Record<string, number> {
  const { tracks, timers, listeners } = window.held;
  return {
    openConnections: window.recordedConnections.filter(({ signalingState }) => signalingState !== 'closed').length,
    liveTracks: [...tracks].filter(({ readyState }) => readyState === 'live').length,
    timers: timers.size,
    listeners,
  };
}
