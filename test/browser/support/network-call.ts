// A call between two pages with the whole library, on whatever networks they are: whether it connects, how soon, by which way.
import type { Page } from '@playwright/test';
import './library-page.ts';
import { selectedPairs, type SelectedCandidate } from './selected-pairs.ts';

/** What one side has come to. */
export interface Outcome {
  state: 'connected' | 'failed';
  /** Milliseconds from pressing Join, or from the other's joining, to that state. */
  milliseconds: number;
  /** The code of the error that says why it failed. */
  failure: string | null;
  /** The cause that the diagnosis gives for it (docs/diagnosis.md). */
  cause: string | null;
}

export interface NetworkCall {
  caller: Outcome;
  joiner: Outcome;
}

/** The first of these pages makes a call, the second joins it. Resolves when both are connected, or both have given up. */
export async function callBetween(caller: Page, joiner: Page): Promise<NetworkCall> {
  const link = await caller.evaluate(async (media) => {
    const { LocalMedia, Parley } = window.library;
    const own = new LocalMedia();
    await own.start(media);
    window.call = await new Parley().createCall({ media: own });
    return window.call.joinUrl;
  }, MEDIA);
  // A call that connected at once has told so before anybody could ask.
  const [first, second] = await Promise.all([outcome(caller, null), outcome(joiner, link)]);
  return { caller: first, joiner: second };
}

/** A picture that costs a busy machine little. */
const MEDIA = { camera: { width: 320, height: 240, frameRate: 15 }, microphone: true };

function outcome(page: Page, link: string | null): Promise<Outcome> {
  return page.evaluate(
    async ({ link, media }): Promise<Outcome> => {
      const { CallDiagnosis, LocalMedia, Parley } = window.library;
      let begun = performance.now();
      if (link) {
        const own = new LocalMedia();
        await own.start(media);
        begun = performance.now();
        window.call = await new Parley().joinCall(link, { media: own });
      } else {
        window.call.addEventListener('participantjoined', () => (begun = performance.now()), { once: true });
      }
      const why = new CallDiagnosis(window.call);
      return new Promise((resolve) => {
        const look = (): void => {
          const { state, participants } = window.call;
          if (state === 'connected' || state === 'failed') {
            const [other] = participants.values();
            const milliseconds = performance.now() - begun;
            const cause = (other && why.of(other.id)?.cause) ?? null;
            resolve({ state, milliseconds, failure: other?.failure?.code ?? null, cause });
          }
        };
        window.call.addEventListener('statechange', look);
        look();
      });
    },
    { link, media: MEDIA },
  );
}

/** The way that media takes, by each side’s own candidate. */
export async function ways(one: Page, other: Page): Promise<[SelectedCandidate, SelectedCandidate]> {
  const [[ours], [theirs]] = [await selectedPairs(one), await selectedPairs(other)];
  if (!ours || !theirs) throw new Error('There is no pair in use.');
  return [ours.local, theirs.local];
}

/** Such as `srflx` or `relay (tls)`. */
export function inWords({ type, relayProtocol }: SelectedCandidate): string {
  return relayProtocol ? `relay (${relayProtocol})` : type;
}
