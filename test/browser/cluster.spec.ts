// A real call between people at three servers, while those that they are at are killed, drained and cut off, and what these
// stand on is restarted and cut off: media goes on as if nothing had been, and signals get through.
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { Cluster, type Member } from '../cluster/cluster.ts';
import { Figures } from '../operations/support/figures.ts';
import { expect, test } from './support/fixtures.ts';
import { mediaFlows } from './support/media.ts';
import { Person } from './support/person.ts';
import { signalsGetThrough } from './support/signals-get-through.ts';
import { mediaRecord, watchFrames } from './support/stalls.ts';

/** Chromium itself takes media for interrupted after so long without any. */
const INTERRUPTED_MS = 2500;
const PATIENCE = { timeout: 30_000 };
/**
 * For how long something is cut off. In the short form past a lease, after which the others have given up the server, and past
 * the time after which a request is refused.
 */
const CUTS_MS = { long: { server: 30_000, other: 30_000 }, short: { server: 8000, other: 3000 } };
const LONG_RUNS = 20;

type Pair = readonly [Person, Person];

type Cuts = (typeof CUTS_MS)['long'];

const TROUBLES: Record<string, (cluster: Cluster, cuts: Cuts) => Promise<void>> = {
  'a server is killed': async (cluster) => {
    const { server } = await inhabited(cluster);
    await server.kill();
    await server.start();
  },
  'a server is drained': async (cluster) => {
    const { server } = await inhabited(cluster);
    expect(await server.stop()).toBe(0);
    await server.start();
  },
  'Redis is restarted': async ({ redis }) => redis?.restart(),
  'Redis is cut off': async ({ members }, cuts) => {
    for (const { toRedis } of members) toRedis?.cut();
    await pause(cuts.other);
    for (const { toRedis } of members) toRedis?.mend();
  },
  'PostgreSQL is restarted in good order': async ({ postgres }) => {
    await postgres.stop('fast');
    await postgres.restart();
  },
  'PostgreSQL crashes': async ({ postgres }) => {
    await postgres.stop('immediate');
    await postgres.restart();
  },
  'PostgreSQL is cut off': async ({ members }, cuts) => {
    for (const { toDatabase } of members) toDatabase.cut();
    await pause(cuts.other);
    for (const { toDatabase } of members) toDatabase.mend();
  },
  'a server is cut off': async (cluster, cuts) => {
    const member = await inhabited(cluster);
    member.cut();
    await pause(cuts.server);
    member.mend();
  },
};

/** A server that somebody in the call is at. */
async function inhabited({ members }: Cluster): Promise<Member> {
  for (const member of members) {
    if ((await Figures.of(member.server.url)).of('parley_socket_seats') > 0) return member;
  }
  throw new Error('Nobody is at any server.');
}

/** A call that stands; what happens in it is not to be seen in its media. */
async function inCall(chromium: Browser, happens: (cluster: Cluster, pair: Pair) => Promise<void>): Promise<void> {
  const cluster = await Cluster.start({ env: { PARLEY_STUN_URLS: '' }, durable: true });
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
    await happens(cluster, [ada, grace]);
    for (const { page } of [ada, grace]) {
      await mediaFlows(page);
      const { longestStall, states, connections } = await mediaRecord(page);
      console.log(`a call at three servers: the picture stood still for ${Math.round(longestStall)} ms at most`);
      expect(states).toEqual(['connected']);
      expect(connections).toBe(1);
      expect(longestStall).toBeLessThan(INTERRUPTED_MS);
    }
  } finally {
    await ada.leave();
    await grace.leave();
    await cluster.discard();
  }
}

for (let run = 1; run <= LONG_RUNS; run += 1) {
  const form = run === 1 ? '' : `, run ${run} @long`;
  test(`a call lives through the end of any server that it is at, and of what these stand on${form}`, async ({
    chromium,
  }) => {
    test.setTimeout(360_000);
    await inCall(chromium, async (cluster, pair) => {
      for (const [what, befalls] of Object.entries(TROUBLES)) {
        await test.step(what, async () => {
          await befalls(cluster, run === 1 ? CUTS_MS.short : CUTS_MS.long);
          for (const { status } of pair) await expect(status).not.toContainText('server', PATIENCE);
          await signalsGetThrough(pair);
        });
      }
    });
  });
}
