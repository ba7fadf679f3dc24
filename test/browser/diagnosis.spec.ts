// Why a call does not connect or has dropped, produced for real, and read on both sides' pages. What needs networks of its
// own is in diagnosis-networks.spec.ts.
import type { Browser } from '@playwright/test';
import { COTURN, findTool } from '../../scripts/lib/system-tools.ts';
import { Wire } from '../faults/wire.ts';
import { CAUSE_WORDS } from '../../libs/client/src/diagnosis/words.ts';
import type { Cause } from '../../libs/client/src/diagnosis/cause.ts';
import { freePort, startServer, type RunningServer } from '../support/start-server.ts';
import { TurnServer, type TurnServerOptions } from '../support/turn-server.ts';
import { launchChromium } from './support/chromium.ts';
import { expect, test } from './support/fixtures.ts';
import { Person } from './support/person.ts';
import { PATIENCE, reads } from './support/reasons.ts';
import { relayAlone } from './support/relay-alone.ts';

const SECRET = 'shared-with-coturn';

/** Two people at one server, each prepared by what runs in their page before its scripts. */
class Pair {
  private constructor(
    readonly server: RunningServer,
    readonly ada: Person,
    readonly grace: Person,
  ) {}

  static async at(
    browsers: Browser | readonly [Browser, Browser],
    env: Record<string, string>,
    prepare: { ada?: () => void; grace?: () => void } = {},
  ): Promise<Pair> {
    const server = await startServer({ env: { PARLEY_STUN_URLS: '', ...env } });
    const [hers, other] = 'newContext' in browsers ? [browsers, browsers] : browsers;
    const ada = await Person.enter('Ada', hers, { baseURL: server.url });
    const grace = await Person.enter('Grace', other, { baseURL: server.url });
    if (prepare.ada) await ada.page.addInitScript(prepare.ada);
    if (prepare.grace) await grace.page.addInitScript(prepare.grace);
    return new Pair(server, ada, grace);
  }

  async meet(): Promise<void> {
    await this.grace.join(await this.ada.createCall());
  }

  async read(adas: Cause, graces: Cause): Promise<void> {
    await Promise.all([reads(this.ada, adas), reads(this.grace, graces)]);
  }

  async discard(): Promise<void> {
    await this.ada.leave();
    await this.grace.leave();
    await this.server.discard();
  }
}

/** Two who have relays alone, and a coturn that is not as it should be. */
async function withCoturn(
  chromium: Browser,
  options: Partial<TurnServerOptions>,
  run: (pair: Pair, coturn: TurnServer) => Promise<void>,
  secret = SECRET,
): Promise<void> {
  test.skip(!findTool(COTURN), `coturn is missing: ${COTURN.advice}`);
  const coturn = await TurnServer.start({ secret: SECRET, ...options });
  const env = { PARLEY_TURN_URLS: `turn:127.0.0.1:${coturn.port}`, PARLEY_TURN_SECRET: secret };
  const pair = await Pair.at(chromium, env, { ada: relayAlone, grace: relayAlone });
  try {
    await run(pair, coturn);
  } finally {
    await pair.discard();
    await coturn.discard();
  }
}

test('the server and the TURN server do not share a secret: both read that the credentials were refused', ({
  chromium,
}) =>
  withCoturn(
    chromium,
    {},
    async (pair) => {
      await pair.meet();
      await pair.read('turn-refused', 'turn-refused');
    },
    'another-secret',
  ));

test('the TURN server has no room: both read so @long', ({ chromium }) =>
  withCoturn(chromium, { lines: ['total-quota=1', 'user-quota=1'] }, async (pair) => {
    await pair.meet();
    // Who came first has the one allocation that there is, and loses it with the first connection that is given up.
    await pair.read('turn-full', 'turn-full');
  }));

test('the relays may not reach each other: both read that nothing gets through @long', ({ chromium }) =>
  withCoturn(chromium, { lines: ['denied-peer-ip=0.0.0.0-255.255.255.255'] }, async (pair) => {
    await pair.meet();
    await pair.read('relay-blocked', 'relay-blocked');
  }));

test('nobody answers at the address of the TURN server: both read so @long', async ({ chromium }) => {
  const env = { PARLEY_TURN_URLS: `turn:127.0.0.1:${await freePort()}`, PARLEY_TURN_SECRET: SECRET };
  const pair = await Pair.at(chromium, env, { ada: relayAlone, grace: relayAlone });
  try {
    await pair.meet();
    await pair.read('turn-unreachable-here', 'turn-unreachable-here');
  } finally {
    await pair.discard();
  }
});

test('a browser that refuses the offer says so, and the other side that it got no answer @long', async ({
  chromium,
}) => {
  const pair = await Pair.at(
    chromium,
    {},
    {
      grace: () => {
        RTCPeerConnection.prototype.setRemoteDescription = () =>
          Promise.reject(new DOMException('no such codec', 'OperationError'));
      },
    },
  );
  try {
    await pair.meet();
    await pair.read('offer-unanswered', 'browser-refused');
  } finally {
    await pair.discard();
  }
});

test('a side that makes no offer: the newcomer reads that none has come @long', async ({ chromium }) => {
  const pair = await Pair.at(
    chromium,
    {},
    {
      ada: () => {
        RTCPeerConnection.prototype.setLocalDescription = () =>
          Promise.reject(new DOMException('no such codec', 'OperationError'));
      },
    },
  );
  try {
    await pair.meet();
    await pair.read('browser-refused', 'no-offer');
  } finally {
    await pair.discard();
  }
});

test('somebody on the way puts another certificate into what they say: both read that it is not encrypted @long', async ({
  chromium,
}) => {
  const forge = (): void => {
    window.RTCPeerConnection = class extends window.RTCPeerConnection {
      override setRemoteDescription({ type, sdp = '' }: RTCSessionDescriptionInit): Promise<void> {
        const forged = sdp.replaceAll(
          /(a=fingerprint:sha-256 )(..)/g,
          (_, name: string, byte: string) => name + (byte === 'AA' ? 'BB' : 'AA'),
        );
        return super.setRemoteDescription({ type, sdp: forged });
      }
    };
  };
  const pair = await Pair.at(chromium, {}, { ada: forge, grace: forge });
  try {
    await pair.meet();
    await pair.read('encryption-failed', 'encryption-failed');
  } finally {
    await pair.discard();
  }
});

test('the server goes before a way was found: both read so', async ({ chromium }) => {
  // Without a TURN server relays alone are nothing: the two agree, and go on looking.
  const pair = await Pair.at(chromium, {}, { ada: relayAlone, grace: relayAlone });
  try {
    await pair.meet();
    await expect(pair.ada.status).toContainText('Connecting');
    await expect(pair.grace.status).toContainText('Connecting');
    await pair.server.kill();
    await pair.read('server-lost', 'server-lost');
  } finally {
    await pair.discard();
  }
});

test('what is sent to the other side goes lost: it is not taken, and then the other side is away @long', async ({
  chromium,
}) => {
  const server = await startServer({ env: { PARLEY_STUN_URLS: '' } });
  const wire = await Wire.to(server.port);
  const ada = await Person.enter('Ada', chromium, { baseURL: wire.url });
  const grace = await Person.enter('Grace', chromium, { baseURL: server.url });
  try {
    const link = await ada.createCall();
    wire.lose('answers');
    await grace.join(new URL(link).pathname);
    await reads(grace, 'signals-not-taken');
    await wire.close();
    await reads(grace, 'other-away');
    await expect(ada.status).toContainText('Reconnecting', PATIENCE);
  } finally {
    await ada.leave();
    await grace.leave();
    await server.discard();
  }
});

test('the other side’s browser is killed: the page says so at once, and still when its seat is gone @long', async ({
  chromium,
}) => {
  const mortal = await launchChromium();
  const pair = await Pair.at([chromium, mortal], { PARLEY_RECONNECT_GRACE: '15' });
  const { ada } = pair;
  try {
    await pair.meet();
    await ada.isConnected();
    await mortal.close();
    await reads(ada, 'other-page-gone');
    await expect(ada.status).toContainText('Waiting for someone', PATIENCE);
    await expect(ada.trouble).toContainText(CAUSE_WORDS['other-page-gone'].what);
  } finally {
    await ada.leave();
    await pair.server.discard();
  }
});
