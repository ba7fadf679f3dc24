// A call whose network changes or goes away: how long until pictures come again, and each rung of the ladder for real.
import type { Page } from '@playwright/test';
import { setTimeout as pause } from 'node:timers/promises';
import { RECOVERY_TIMES } from '../../libs/client/src/peers/recovery.ts';
import { whyNoNetworks } from '../../scripts/lib/network-tools.ts';
import { COTURN, findTool } from '../../scripts/lib/system-tools.ts';
import type { Traffic } from '../networks/router.ts';
import { expect, test } from './support/fixtures.ts';
import type { Home } from './support/home.ts';
import { Homes } from './support/homes.ts';
import { mediaFlows } from './support/media.ts';
import { callBetween } from './support/network-call.ts';
import { flowsAgain, reaches, recoveryRecord, watchRecovery } from './support/recovery-watch.ts';
import { printTable } from './support/table.ts';

const SECOND = 1000;
/** What was on its way when the path went (ms): pictures that still come after that. */
const ON_THE_WAY = 300;
/** How long (ms) a picture may be in coming after the path is back, on a busy machine. */
const PATIENCE = 30 * SECOND;

test.skip(() => whyNoNetworks() !== null, `no networks of its own: ${whyNoNetworks()}`);
test.skip(() => !findTool(COTURN), `coturn is missing: ${COTURN.advice}`);

/** Ada and Grace in a call, each behind the usual home router, with relays to be had. Grace's network is the one that fails. */
class Stage {
  private constructor(
    readonly homes: Homes,
    readonly grace: Home,
    readonly pages: readonly [Page, Page],
  ) {}

  static async set(): Promise<Stage> {
    const homes = await Homes.around();
    const [ada, grace] = await homes.pair('port-restricted', 'port-restricted');
    const pages = [await ada.libraryPage(homes.service), await grace.libraryPage(homes.service)] as const;
    await callBetween(...pages);
    await Promise.all(pages.map((page) => mediaFlows(page, { sound: false })));
    for (const page of pages) await watchRecovery(page);
    return new Stage(homes, grace, pages);
  }

  /** The side whose ladder acts first: the other follows, 3 s later on each rung. */
  get leader(): Page {
    return this.pages[0];
  }

  /** All but signaling: the ladder can climb. */
  get media(): Traffic {
    return { allBut: this.homes.service.machine };
  }

  /** Cuts Grace's router off; answers when. */
  async cut(traffic: Traffic): Promise<number> {
    await this.grace.router.cut(traffic);
    return Date.now();
  }

  /** Answers how long (s) after mending it pictures came again on both sides. */
  async mend(): Promise<number> {
    const at = Date.now();
    await this.grace.router.mend();
    return ((await flowsAgain(this.pages, at, PATIENCE)) - at) / SECOND;
  }

  /** Takes Grace's laptop elsewhere; answers how long (s) after that pictures came again on both sides. */
  async move(): Promise<number> {
    const elsewhere = await this.homes.internet.router('cafe', 'port-restricted');
    const at = Date.now();
    await this.grace.laptop.plug(elsewhere.network);
    return ((await flowsAgain(this.pages, at + ON_THE_WAY, PATIENCE)) - at) / SECOND;
  }

  /** Nothing is left of the failure before. */
  async isWell(): Promise<void> {
    const rungs = (): Promise<string[]> => Promise.all(this.pages.map(rungOf));
    await expect.poll(rungs, { timeout: PATIENCE }).toEqual(['connected', 'connected']);
    await Promise.all(this.pages.map((page) => mediaFlows(page, { sound: false })));
  }

  /** On which rung the leader stands. */
  rung(): Promise<string> {
    return rungOf(this.leader);
  }

  async clear(): Promise<void> {
    await this.homes.discard();
  }
}

function rungOf(page: Page): Promise<string> {
  return page.evaluate(() => [...window.call.participants.values()][0]?.recovery ?? '');
}

test('the route is gone for 5 s, and then the device is on another network: pictures come again by themselves', async () => {
  test.setTimeout(180_000);
  const stage = await Stage.set();
  try {
    await stage.cut('everything');
    await pause(5 * SECOND);
    const rows = [['route away for 5 s', (await stage.mend()).toFixed(1)]];
    await stage.isWell();
    rows.push(['another network', (await stage.move()).toFixed(1)]);
    printTable(['what happens', 'seconds until pictures come again'], rows);
    await stage.isWell();
    expect(await stage.leader.evaluate(() => window.recordedConnections.length)).toBe(1);
  } finally {
    await stage.clear();
  }
});

test('routes that are gone for 5, 20 and 60 s, with signaling and without, and another network @long', async () => {
  test.setTimeout(600_000);
  const stage = await Stage.set();
  try {
    const rows: string[][] = [];
    for (const [name, traffic] of [
      ['the whole route', 'everything'],
      ['the route of media alone', stage.media],
    ] as const) {
      for (const seconds of [5, 20, 60]) {
        await stage.cut(traffic);
        await pause(seconds * SECOND);
        const rung = await stage.rung();
        rows.push([`${name} away for ${seconds} s`, rung, (await stage.mend()).toFixed(1)]);
        await stage.isWell();
      }
    }
    for (let time = 0; time < 3; time += 1) {
      rows.push(['another network', 'connected', (await stage.move()).toFixed(1)]);
      await stage.isWell();
    }
    printTable(['what happens', 'rung when it is back', 'seconds until pictures come again'], rows);
  } finally {
    await stage.clear();
  }
});

/** How long after a rung is reached the path is mended: it is then up to this rung. */
const INTO_THE_RUNG = 1 * SECOND;
const { disconnected, restart, relay, connect } = RECOVERY_TIMES;
/** When a rung comes at the latest, after `disconnected`, by the published times. */
const RUNGS = [
  ['waiting', 0],
  ['restarting', disconnected],
  ['relaying', disconnected + restart],
  ['connecting', disconnected + restart + relay],
] as const;
const FAILS = disconnected + restart + relay + 3 * connect;

test('each rung of the ladder comes when it is published, and brings pictures back once there is a way @long', async () => {
  test.setTimeout(900_000);
  const stage = await Stage.set();
  try {
    const rows: string[][] = [];
    for (const [rung, published] of RUNGS) {
      const cut = await stage.cut(stage.media);
      const reached = await reaches(stage.leader, rung, cut, published + PATIENCE);
      await pause(INTO_THE_RUNG);
      const seconds = await stage.mend();
      const from = await disconnectedAt(stage.leader, cut);
      rows.push([rung, `${published / SECOND}`, ((reached - from) / SECOND).toFixed(1), seconds.toFixed(1)]);
      expect(reached - from, rung).toBeLessThan(published + 2 * SECOND);
      await stage.isWell();
    }
    const cut = await stage.cut(stage.media);
    const failed = await reaches(stage.leader, 'failed', cut, FAILS + PATIENCE);
    const from = await disconnectedAt(stage.leader, cut);
    const noticed = (from - cut) / SECOND;
    rows.push(['failed', `${FAILS / SECOND}`, ((failed - from) / SECOND).toFixed(1), '']);
    expect(failed - from).toBeLessThan(FAILS + 5 * SECOND);
    expect(await stage.leader.evaluate(() => window.call.state)).toBe('failed');
    // Whoever presses Try again, or whose network comes back.
    await stage.grace.router.mend();
    const again = Date.now();
    await stage.leader.evaluate(() => window.call.reconnect());
    const seconds = ((await flowsAgain(stage.pages, again, PATIENCE)) - again) / SECOND;
    rows.push(['Try again after `failed`', '', '', seconds.toFixed(1)]);
    printTable(['rung', 'published (s)', 'measured (s)', 'mended 1 s into it: pictures again after (s)'], rows);
    console.log(`the browser says \`disconnected\` ${noticed.toFixed(1)} s after the path went`);
  } finally {
    await stage.clear();
  }
});

/** When the browser said so first since the path went. */
async function disconnectedAt(page: Page, since: number): Promise<number> {
  const { states } = await recoveryRecord(page);
  const said = states.find(({ what, at }) => what === 'disconnected' && at > since);
  if (!said) throw new Error('It never said `disconnected`.');
  return said.at;
}
