// How long media stood still, as counted in the page itself while something happens around it.
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    frameWatch?: { longestStall: number; counts: boolean; states: RTCPeerConnectionState[]; stop: () => void };
  }
}

export interface MediaRecord {
  /** Milliseconds of the longest time in which no frame was decoded. */
  longestStall: number;
  /** The states that its connections were in, in their order; a connection that stays up has one. */
  states: RTCPeerConnectionState[];
  /** How many RTCPeerConnections the page has made use of. */
  connections: number;
}

/** Counts frames from now on. The page has a connection that media flows through. */
export function watchFrames(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const everyMs = 100;
    const states: RTCPeerConnectionState[] = [];
    const watch = { longestStall: 0, counts: true, states, stop: () => clearTimeout(timer) };
    let timer = 0;
    for (const connection of window.recordedConnections) {
      states.push(connection.connectionState);
      connection.addEventListener('connectionstatechange', () => states.push(connection.connectionState));
    }
    const framesSoFar = async (): Promise<number> => {
      let frames = 0;
      for (const connection of window.recordedConnections) {
        for (const report of (await connection.getStats()).values()) {
          if (report.type === 'inbound-rtp') frames += report.framesDecoded ?? 0;
        }
      }
      return frames;
    };
    let frames = await framesSoFar();
    // A look at which nothing is new makes the stall longer, by the time since the look before; so a page that is
    // itself held up for a while counts none.
    let stall = 0;
    let looked = performance.now();
    const look = async (): Promise<void> => {
      const now = await framesSoFar();
      const at = performance.now();
      stall = now > frames || !watch.counts ? 0 : stall + at - looked;
      watch.longestStall = Math.max(watch.longestStall, stall);
      frames = now;
      looked = at;
      timer = window.setTimeout(() => void look(), everyMs);
    };
    timer = window.setTimeout(() => void look(), everyMs);
    window.frameWatch = watch;
  });
}

/** What was counted since. */
export function mediaRecord(page: Page): Promise<MediaRecord> {
  return page.evaluate(() => {
    if (!window.frameWatch) throw new Error('Nothing was counted.');
    const { longestStall, states, stop } = window.frameWatch;
    stop();
    return { longestStall, states, connections: window.recordedConnections.length };
  });
}

/** What stands still until it is counted again is meant to. Where nothing is counted nothing changes. */
export function count(page: Page, counts: boolean): Promise<void> {
  return page.evaluate((wanted) => {
    if (window.frameWatch) window.frameWatch.counts = wanted;
  }, counts);
}
