// Calls of more than two on pages with the whole library, at a size that one machine can encode for all of them.
import { expect, type Page } from '@playwright/test';
import type { JoinOptions, MediaChoice } from '../../../libs/client/src/index.ts';
import './library-page.ts';
import type { AnyPage } from './media.ts';

export interface EnterOptions {
  maxParticipants?: number;
  media?: MediaChoice;
  codecs?: JoinOptions['codecs'];
}

/** A picture that is worth limiting, at a frame rate that is not. */
const SLOW_HD: MediaChoice = { camera: { width: 1280, height: 720, frameRate: 8 }, microphone: true };

/** Makes a call, or joins the one of this link; answers its link. */
export function enter(
  page: Page,
  link: string | null,
  { maxParticipants = 8, media = SLOW_HD, codecs }: EnterOptions = {},
): Promise<string> {
  return page.evaluate(
    async ({ link, maxParticipants, choice, codecs }) => {
      const { LocalMedia, Parley } = window.library;
      const media = new LocalMedia();
      await media.start(choice);
      const parley = new Parley();
      window.call = await (link
        ? parley.joinCall(link, { media, codecs })
        : parley.createCall({ media, codecs, maxParticipants }));
      return window.call.joinUrl;
    },
    { link, maxParticipants, choice: media, codecs },
  );
}

/** Waits until of each of so many others more frames are decoded than at the time of the call. */
export async function seesEveryone(page: Page, others: number): Promise<void> {
  const before = await framesOfEach(page);
  await expect
    .poll(
      async () => {
        const now = await framesOfEach(page);
        return Object.entries(now).filter(([id, frames]) => frames > (before[id] ?? 0) + 3).length;
      },
      { timeout: 45_000 },
    )
    .toBe(others);
}

/** Video frames decoded so far, by participant. */
function framesOfEach(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const frames: Record<string, number> = {};
    for (const [id, { peerConnection }] of window.call.participants) {
      for (const report of (await peerConnection?.getStats())?.values() ?? []) {
        if (report.type === 'inbound-rtp' && report.kind === 'video') {
          frames[id] = (frames[id] ?? 0) + (report.framesDecoded ?? 0);
        }
      }
    }
    return frames;
  });
}

/** What comes of each kind and content from all others: frames and energy so far. */
function arrived(page: AnyPage): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const sums: Record<string, number> = {};
    for (const participant of window.call.participants.values()) {
      for (const report of ((await participant.peerConnection?.getStats()) ?? new Map()).values()) {
        if (report.type !== 'inbound-rtp') continue;
        const name = `${report.kind} ${participant.contentOf(report.mid)}`;
        sums[name] = (sums[name] ?? 0) + (report.kind === 'video' ? report.framesDecoded : report.totalAudioEnergy);
      }
    }
    return sums;
  });
}

/** Waits until more of each of these arrives, as `audio main` or `video slides`. */
export async function contentFlows(page: AnyPage, ...names: string[]): Promise<void> {
  const before = await arrived(page);
  await expect
    .poll(async () => {
      const now = await arrived(page);
      return names.filter((name) => !((now[name] ?? 0) > (before[name] ?? 0)));
    })
    .toEqual([]);
}
