// A real call while its server is killed, stopped and out of reach: media goes on, and a handshake in the midst of it completes.
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { Random } from '../faults/random.ts';
import { newSeed } from '../faults/seeds.ts';
import { Wire, type Direction } from '../faults/wire.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';
import { expect, test } from './support/fixtures.ts';
import { mediaFlows } from './support/media.ts';
import { Person } from './support/person.ts';
import { signalsGetThrough } from './support/signals-get-through.ts';
import { mediaRecord, watchFrames } from './support/stalls.ts';

/** Chromium itself takes media for interrupted, and its connection for `disconnected`, after so long without any. */
const INTERRUPTED_MS = 2500;
/** From pressing Join to the first frame it takes about so long here. */
const HANDSHAKE_MS = 400;
const PATIENCE = { timeout: 30_000 };

/** Two people, each on a wire of their own to a server of their own. */
class Stage {
  private constructor(
    readonly server: RunningServer,
    readonly wires: readonly [Wire, Wire],
    readonly ada: Person,
    readonly grace: Person,
  ) {}

  static async set(chromium: Browser): Promise<Stage> {
    const server = await startServer({ env: { PARLEY_STUN_URLS: '' } });
    const [hers, other] = [await Wire.to(server.port), await Wire.to(server.port)];
    const ada = await Person.enter('Ada', chromium, { baseURL: hers.url });
    const grace = await Person.enter('Grace', chromium, { baseURL: other.url });
    // Whoever joins is told after some seconds that the server is away, and presses what the page offers.
    for (const { page } of [ada, grace]) {
      await page.addLocatorHandler(page.getByRole('button', { name: 'Try again', exact: true }), (again) =>
        again.click(),
      );
    }
    return new Stage(server, [hers, other], ada, grace);
  }

  get people(): readonly [Person, Person] {
    return [this.ada, this.grace];
  }

  /** Grace opens Ada's link, by way of her own wire. */
  async invite(): Promise<void> {
    const link = await this.ada.createCall();
    await this.grace.openLink(new URL(link).pathname);
    await this.grace.startCamera();
  }

  async isConnected(): Promise<void> {
    // At once, so that each page has its turn at trying again.
    await Promise.all(this.people.map(({ status }) => expect(status).toContainText('Connected', PATIENCE)));
    await Promise.all(this.people.map(({ page }) => mediaFlows(page)));
  }

  async clear(): Promise<void> {
    for (const person of this.people) await person.leave();
    for (const wire of this.wires) await wire.close();
    await this.server.discard();
  }
}

type Fault = (stage: Stage, random: Random) => Promise<void>;

const killed: Fault = async ({ server }) => {
  await server.kill();
  await server.start();
};

const stopped: Fault = async ({ server }) => {
  expect(await server.stop()).toBe(0);
  await server.start();
};

const cut: Fault = async ({ wires }, random) => {
  const wire = wires[random.integer(0, 1)] ?? wires[0];
  const loses = random.pick<Direction | null>([null, 'requests', 'answers']);
  if (loses) wire.lose(loses);
  await pause(random.integer(0, 30));
  wire.cut({ silent: random.chance(0.5) });
};

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['the server is killed', killed],
  ['the server is stopped', stopped],
  ['a socket is cut', cut],
];

/** The chance of one test, told so that it can be played again. */
function chance(about: string): Random {
  const seed = newSeed();
  console.log(`faults: ${about}: seed ${seed}`);
  return Random.of(seed, about);
}

for (const [what, befalls] of FAULTS) {
  const handshake = async (chromium: Browser): Promise<void> => {
    const random = chance(`handshake, ${what}`);
    const stage = await Stage.set(chromium);
    try {
      await stage.invite();
      const { grace } = stage;
      await grace.button('Join').click();
      await pause(random.integer(0, HANDSHAKE_MS));
      await befalls(stage, random);
      await stage.isConnected();
      await signalsGetThrough(stage.people);
    } finally {
      await stage.clear();
    }
  };

  test(`${what} in the middle of a handshake: it completes`, ({ chromium }) => handshake(chromium));

  test(`${what} in the middle of ten handshakes: they complete @long`, async ({ chromium }) => {
    test.setTimeout(600_000);
    for (let run = 0; run < 10; run += 1) await handshake(chromium);
  });
}

test('the server is killed, stopped and cut off in mid-call: media never stops, and signals get through', async ({
  chromium,
}) => {
  test.setTimeout(180_000);
  const random = chance('mid-call');
  const stage = await Stage.set(chromium);
  try {
    await stage.invite();
    await stage.grace.button('Join').click();
    await stage.isConnected();
    for (const { page } of stage.people) await watchFrames(page);

    for (const [, befalls] of FAULTS) {
      await befalls(stage, random);
      for (const { status } of stage.people) await expect(status).not.toContainText('server', PATIENCE);
      await signalsGetThrough(stage.people);
    }
    await stage.isConnected();

    for (const { page } of stage.people) {
      const { longestStall, states, connections } = await mediaRecord(page);
      expect(states).toEqual(['connected']);
      expect(connections).toBe(1);
      expect(longestStall).toBeLessThan(INTERRUPTED_MS);
    }
  } finally {
    await stage.clear();
  }
});
