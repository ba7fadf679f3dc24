// What a page goes through while its network fails, with the time of each thing: pictures decoded, states, rungs of the ladder.
import { expect, type Page } from '@playwright/test';
import './library-page.ts';

/** Something that was seen, and when: milliseconds since the Unix epoch, as the test itself counts them. */
interface Seen<What> {
  what: What;
  at: number;
}

export interface RecoveryRecord {
  /** Looks at which new frames had been decoded, 50 ms apart. */
  flows: number[];
  states: Seen<RTCPeerConnectionState>[];
  rungs: Seen<string>[];
}

declare global {
  interface Window {
    recoveryRecord: RecoveryRecord;
  }
}

/** Records from now on. The page is in a call with one other. */
export async function watchRecovery(page: Page): Promise<void> {
  await page.evaluate(() => {
    const everyMs = 50;
    const record: RecoveryRecord = { flows: [], states: [], rungs: [] };
    window.recoveryRecord = record;
    const [other] = window.call.participants.values();
    if (!other) throw new Error('There is nobody else in the call.');
    other.addEventListener('recoverychange', () => record.rungs.push({ what: other.recovery, at: Date.now() }));
    other.addEventListener('connectionstatechange', () =>
      record.states.push({ what: other.connectionState, at: Date.now() }),
    );
    const decoded = async (): Promise<string> => {
      const stats: { id: string; type: string; kind?: string; framesDecoded?: number }[] = [
        ...((await other.peerConnection?.getStats())?.values() ?? []),
      ];
      const pictures = stats.filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'video');
      return pictures.map(({ id, framesDecoded = 0 }) => (framesDecoded > 0 ? `${id} ${framesDecoded}` : '')).join('');
    };
    let before = '';
    const look = async (): Promise<void> => {
      const now = await decoded();
      if (now !== before && now) record.flows.push(Date.now());
      before = now;
      setTimeout(() => void look(), everyMs);
    };
    void look();
  });
}

export function recoveryRecord(page: Page): Promise<RecoveryRecord> {
  return page.evaluate(() => window.recoveryRecord);
}

/** When the first picture came after `since`, on every one of these pages: the latest of them. */
export async function flowsAgain(pages: readonly Page[], since: number, limit: number): Promise<number> {
  const firsts: number[] = [];
  for (const page of pages) {
    const first = async (): Promise<number> => (await recoveryRecord(page)).flows.find((at) => at > since) ?? 0;
    await expect.poll(first, { timeout: limit, message: 'pictures come again' }).toBeGreaterThan(0);
    firsts.push(await first());
  }
  return Math.max(...firsts);
}

/** Waits until the page's ladder stands on such a rung, since then. Answers when it came there. */
export async function reaches(page: Page, rung: string, since: number, limit: number): Promise<number> {
  const reached = async (): Promise<number> => {
    const { rungs } = await recoveryRecord(page);
    return rungs.find(({ what, at }) => what === rung && at > since)?.at ?? 0;
  };
  await expect.poll(reached, { timeout: limit, message: `the ladder reaches ${rung}` }).toBeGreaterThan(0);
  return reached();
}
