// A real call between people at two of three servers, while these are killed, drained and cut off, and what they stand on is
// restarted: media goes on as if nothing had been, and signals get through.
import { setTimeout as pause } from 'node:timers/promises';
import { Cluster } from '../cluster/cluster.ts';
import { expect, test } from './support/fixtures.ts';
import { mediaFlows } from './support/media.ts';
import { Person } from './support/person.ts';
import { mediaRecord, watchFrames } from './support/stalls.ts';

/** Chromium itself takes media for interrupted after so long without any. */
const INTERRUPTED_MS = 2500;
const PATIENCE = { timeout: 30_000 };
/** Past a lease: the others have given up the server that is cut off. */
const CUT_MS = 8000;

const TROUBLES: Record<string, (cluster: Cluster) => Promise<void>> = {
  'a server is killed': async (cluster) => {
    await cluster.member(0).server.kill();
    await cluster.member(0).server.start();
  },
  'a server is drained': async (cluster) => {
    expect(await cluster.member(1).server.stop()).toBe(0);
    await cluster.member(1).server.start();
  },
  'Redis is restarted': async ({ redis }) => redis?.restart(),
  'PostgreSQL crashes': async ({ postgres }) => {
    await postgres.stop('immediate');
    await postgres.restart();
  },
  'a server is cut off': async (cluster) => {
    cluster.member(2).cut();
    await pause(CUT_MS);
    cluster.member(2).mend();
  },
};

test('a call at three servers lives through the end of any of them, and of what they stand on @long', async ({
  chromium,
}) => {
  test.setTimeout(240_000);
  const cluster = await Cluster.start({ env: { PARLEY_STUN_URLS: '' } });
  const ada = await Person.enter('Ada', chromium, { baseURL: cluster.url });
  const grace = await Person.enter('Grace', chromium, { baseURL: cluster.url });
  try {
    const link = await ada.createCall();
    await grace.openLink(new URL(link).pathname);
    await grace.startCamera();
    await grace.button('Join').click();
    for (const { status } of [ada, grace]) await expect(status).toContainText('Connected', PATIENCE);
    for (const { page } of [ada, grace]) {
      await mediaFlows(page);
      await watchFrames(page);
    }

    for (const [what, befalls] of Object.entries(TROUBLES)) {
      await test.step(what, async () => {
        await befalls(cluster);
        for (const { status } of [ada, grace]) await expect(status).not.toContainText('server', PATIENCE);
        for (const [one, other] of [
          [ada, grace],
          [grace, ada],
        ] as const) {
          await one.button('Turn camera off').click();
          await expect(other.pictureOffOf(one.name)).toBeVisible(PATIENCE);
          await one.button('Turn camera on').click();
          await expect(other.pictureOffOf(one.name)).toBeHidden(PATIENCE);
        }
      });
    }

    for (const { page } of [ada, grace]) {
      await mediaFlows(page);
      const { longestStall, states, connections } = await mediaRecord(page);
      expect(states).toEqual(['connected']);
      expect(connections).toBe(1);
      expect(longestStall).toBeLessThan(INTERRUPTED_MS);
    }
  } finally {
    await ada.leave();
    await grace.leave();
    await cluster.discard();
  }
});
