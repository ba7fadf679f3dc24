// A call through relays alone outlives the credentials that its relays were made with, twice, without a gap in the media.
import type { Page } from '@playwright/test';
import { COTURN, findTool } from '../../scripts/lib/system-tools.ts';
import { startServer } from '../support/start-server.ts';
import { TurnServer } from '../support/turn-server.ts';
import { expect, test } from './support/fixtures.ts';
import { libraryPage, meet } from './support/library-page.ts';
import { relayAlone } from './support/relay-alone.ts';
import { selectedPairs } from './support/selected-pairs.ts';
import { mediaRecord, watchFrames } from './support/stalls.ts';

/** Seconds for which credentials serve; the server renews them after a fifth of that. */
const TTL = 8;
/** Nobody sees a picture stand still for so long (ms). */
const NO_GAP = 500;

/** When the credentials run out (seconds since the epoch) with which the relay was made that this page sends from. */
async function expiryInUse(page: Page, coturn: TurnServer): Promise<number> {
  const [pair] = await selectedPairs(page);
  const relay = coturn.allocations.find(({ port }) => port === pair?.local.port);
  return Number(relay?.username.split(':')[0]);
}

test('a call through relays alone, past two expiries of its TURN credentials: the picture never stands still', async ({
  chromium,
}) => {
  test.skip(!findTool(COTURN), `coturn is missing: ${COTURN.advice}`);
  const secret = 'shared-with-coturn';
  const coturn = await TurnServer.start({ secret });
  const server = await startServer({
    env: {
      PARLEY_STUN_URLS: '',
      PARLEY_TURN_URLS: `turn:127.0.0.1:${coturn.port}`,
      PARLEY_TURN_SECRET: secret,
      PARLEY_TURN_TTL: String(TTL),
    },
  });
  try {
    const pages = [
      await libraryPage(chromium, server.url, { prepare: relayAlone }),
      await libraryPage(chromium, server.url, { prepare: relayAlone }),
    ];
    await meet(...(pages as [Page, Page]));
    const first = Math.max(...(await Promise.all(pages.map((page) => expiryInUse(page, coturn)))));
    for (const page of pages) await watchFrames(page);

    for (const page of pages) {
      const newer = expect.poll(() => expiryInUse(page, coturn), { timeout: 6 * TTL * 1000 });
      await newer.toBeGreaterThan(first + 2 * TTL);
    }
    expect(Date.now() / 1000).toBeGreaterThan(first + TTL);

    for (const page of pages) {
      const { longestStall, states, connections } = await mediaRecord(page);
      console.log(`the picture stood still for ${Math.round(longestStall)} ms at most`);
      expect({ states, connections }).toEqual({ states: ['connected'], connections: 1 });
      expect(longestStall).toBeLessThan(NO_GAP);
      await page.context().close();
    }
  } finally {
    await server.discard();
    await coturn.discard();
  }
});
