// The figures of a real call, beside what the tracks and the pages themselves say.
import { expect, type Page } from '@playwright/test';
import type { Call, LocalMedia, Parley } from '../../libs/client/src/index.ts';
import type { ParticipantStatistics, Statistics } from '../../libs/client/src/statistics.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';
import { startEmbedder, type Embedder } from './support/embedder.ts';
import { launchFirefox } from './support/firefox.ts';
import { test } from './support/fixtures.ts';

declare global {
  interface Window {
    measured: {
      parley: Parley;
      media: LocalMedia;
      call: Call;
      statistics: Statistics;
      /** Every quality word so far, the latest last. */
      words: (string | null)[];
    };
    measure: (server: string, link: string | null) => Promise<string>;
  }
}

const PAGE = `<!doctype html><title>Someone's page</title><script type="module">
  import { LocalMedia, Parley } from '/kit/index.js';
  import { Statistics } from '/kit/statistics.js';
  window.measure = async (url, link) => {
    const parley = new Parley({ url });
    const media = new LocalMedia();
    await media.start();
    // On a busy machine frames get fewer, not smaller.
    media.videoTrack.contentHint = 'detail';
    const call = link ? await parley.joinCall(link, { media }) : await parley.createCall({ media });
    // Twice as often as by default: half the wait.
    const statistics = new Statistics(call, { interval: 500 });
    const words = [];
    statistics.addEventListener('snapshot', ({ snapshot }) => {
      for (const { quality } of snapshot.participants.values()) words.push(quality);
    });
    window.measured = { parley, media, call, statistics, words };
    return call.joinUrl;
  };
</script>`;

let server: RunningServer;
let embedder: Embedder;

test.beforeAll(async () => {
  embedder = await startEmbedder(PAGE, ['index', 'statistics']);
  server = await startServer({ env: { PARLEY_STUN_URLS: '', PARLEY_CORS_ORIGINS: embedder.origin } });
});

test.afterAll(async () => {
  await server.discard();
  await embedder.close();
});

/** A page of Playwright's or of Puppeteer's. */
interface AnyPage {
  evaluate<Result>(read: () => Promise<Result>): Promise<Result>;
}

const enter = (page: Page, link: string | null): Promise<string> =>
  page.evaluate(([url, link]) => window.measure(url, link), [server.url, link] as const);

/** The latest figures of the one other participant. */
const figures = (page: AnyPage): Promise<ParticipantStatistics | null> =>
  page.evaluate(async () => [...(window.measured.statistics.snapshot?.participants.values() ?? [])][0] ?? null);

const words = (page: Page): Promise<(string | null)[]> => page.evaluate(() => window.measured.words);

const trackSize = (page: Page): Promise<(number | undefined)[]> =>
  page.evaluate(() => {
    const { width, height } = window.measured.media.videoTrack?.getSettings() ?? {};
    return [width, height];
  });

/** Sound and picture flow both ways, and a whole interval of it has been measured. */
async function flows(page: AnyPage): Promise<ParticipantStatistics> {
  await expect
    .poll(async () => {
      const { inbound, outbound } = (await figures(page)) ?? {};
      const rates = [inbound, outbound].flatMap((each) => [each?.main.audio?.bitrate, each?.main.video?.bitrate]);
      return rates.every((rate) => (rate ?? 0) > 0);
    })
    .toBe(true);
  return (await figures(page)) as ParticipantStatistics;
}

/** Every name in it, whatever the values are. */
function shapeOf(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null ? shapeOf(inner, `${path}${name}.`) : `${path}${name}`,
  );
}

test('what flows is measured, a camera that is off is no trouble, and a side that dies is lost', async ({
  chromium,
}) => {
  const context = await chromium.newContext();
  const [ada, grace] = [await context.newPage(), await (await chromium.newContext()).newPage()];
  for (const page of [ada, grace]) await page.goto(embedder.origin);
  await enter(grace, await enter(ada, null));

  for (const [page, other] of [
    [ada, grace],
    [grace, ada],
  ] as const satisfies [Page, Page][]) {
    const { candidatePair, inbound, outbound, connectionState } = await flows(page);
    expect(connectionState).toBe('connected');
    expect(candidatePair?.local).toEqual({ candidateType: 'host', protocol: 'udp', relayProtocol: null });
    expect(candidatePair?.remote.protocol).toBe('udp');
    for (const { main, slides, bitrate } of [inbound, outbound]) {
      expect([main.audio?.codec, main.video?.codec]).toEqual(['opus', 'VP8']);
      expect([slides.audio, slides.video]).toEqual([null, null]);
      expect(bitrate).toBeCloseTo((main.audio?.bitrate ?? 0) + (main.video?.bitrate ?? 0), 3);
    }
    const size = async () => {
      const video = (await figures(page))?.inbound.main.video;
      return [video?.frameWidth, video?.frameHeight];
    };
    await expect.poll(size).toEqual(await trackSize(other));
    await expect.poll(async () => (await figures(page))?.quality).toBe('good');
  }

  const before = (await words(ada)).length;
  await grace.evaluate(() => window.measured.media.setCamera(false));
  await expect.poll(async () => (await figures(ada))?.inbound.main.video?.framesPerSecond).toBe(0);
  await expect.poll(async () => (await words(ada)).length).toBeGreaterThan(before + 3);
  expect((await figures(ada))?.inbound.main.audio?.bitrate).toBeGreaterThan(0);
  expect((await words(ada)).slice(before)).not.toContain('lost');

  // The renderer dies in mid-sentence.
  await grace.goto('chrome://crash').catch(() => {});
  await expect.poll(async () => (await figures(ada))?.quality).toBe('lost');

  await ada.evaluate(() => window.measured.call.hangUp());
  await context.close();
});

/** A pair on one machine. A check may come before the candidate itself: the same address is then peer reflexive (RFC 8445, 7.3.1.3). */
function directPathOf(pair: ParticipantStatistics['candidatePair']) {
  if (!pair) return null;
  const { local, remote } = pair;
  const direct = [local, remote].every(({ candidateType }) => candidateType === 'host' || candidateType === 'prflx');
  return { direct, protocols: [local.protocol, remote.protocol], relay: [local.relayProtocol, remote.relayProtocol] };
}

test('Firefox gives the same figures as Chromium, in the same shape', async ({ chromium }) => {
  const context = await chromium.newContext();
  const ada = await context.newPage();
  const firefox = await launchFirefox();
  try {
    const page = await firefox.newPage();
    await Promise.all([ada.goto(embedder.origin), page.goto(embedder.origin)]);
    const link = await enter(ada, null);
    await page.evaluate((url, link) => window.measure(url, link), server.url, link);
    const [here, there] = [await flows(ada), await flows(page)];
    expect(shapeOf(there)).toEqual(shapeOf(here));
    expect(directPathOf(there.candidatePair)).toEqual(directPathOf(here.candidatePair));
    expect([there.inbound.main.video?.codec, there.outbound.main.audio?.codec]).toEqual(['VP8', 'opus']);
    expect(there.roundTripTime).not.toBe(null);
    await expect.poll(async () => (await figures(page))?.quality).toBe('good');
    await ada.evaluate(() => window.measured.call.hangUp());
    await expect.poll(() => page.evaluate(() => window.measured.call.endReason)).toBe('hangup');
  } finally {
    await firefox.close();
    await context.close();
  }
});
