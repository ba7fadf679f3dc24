// TURN credentials run out in mid-call: the server pushes new ones, and whoever is relayed goes over to them.
import { afterEach, expect, test } from '@jest/globals';
import { FakeServer } from './testing/fake-server.ts';
import type { FakeTab } from './testing/fake-tab.ts';
import { connected, everyoneLeaves, openTab, together } from './testing/together.ts';
import { settled, until } from './testing/until.ts';

afterEach(async () => {
  expect(await everyoneLeaves()).toEqual([]);
});

const turn = (username: string): RTCIceServer[] => [{ urls: 'turn:turn.test', username, credential: 'secret' }];

/** The server pushes them; resolves when everything that is due because of it was done. */
async function renewed({ channel }: FakeTab, iceServers: RTCIceServer[]): Promise<void> {
  channel.deliver('ice-servers', { iceServers, expiresAt: null });
  for (let round = 0; round < 20; round += 1) {
    await settled();
  }
}

/** The ICE generation of the other side’s description. */
const generation = ({ connection }: FakeTab): number => {
  const [, ice] = /"ice":(\d+)/.exec(connection.remoteDescription?.sdp ?? '') ?? [];
  return Number(ice);
};

test('who is relayed restarts ICE with them, on the connection that stands', async () => {
  const [ada, grace] = await together();
  ada.connection.sendsFrom = 'relay';
  const before = ada.offers;
  for (const [index, username] of ['first', 'second'].entries()) {
    await renewed(ada, turn(username));
    expect(ada.connection.configuration.iceServers).toEqual(turn(username));
    expect(ada.offers).toBe(before + index + 1);
    expect(generation(grace)).toBe(index + 1);
  }
  expect(ada.browser.connections).toHaveLength(1);
  expect([ada.other.recovery, ada.call.state]).toEqual(['connected', 'connected']);
});

test('who is not keeps them for the next restart, and says nothing', async () => {
  const [ada, grace] = await together();
  const before = ada.offers;
  await renewed(ada, turn('first'));
  expect(ada.connection.configuration.iceServers).toEqual(turn('first'));
  expect(ada.offers).toBe(before);
  await connected(ada, grace);
});

test('both are relayed: one of them restarts, which renews the relays of both, however often', async () => {
  const both = await together();
  const [ada, grace] = both;
  for (const { connection } of both) {
    connection.sendsFrom = 'relay';
  }
  const before = both.map(({ offers }) => offers);
  for (const round of [1, 2, 3]) {
    await Promise.all(both.map((tab) => renewed(tab, turn(`${tab.secret}, ${round}`))));
    expect(generation(grace)).toBe(round);
  }
  expect(both.map(({ connection }) => connection.configuration.iceServers)).toEqual(
    both.map((tab) => turn(`${tab.secret}, 3`)),
  );
  expect([ada.offers, grace.offers]).toEqual([(before[0] ?? 0) + 3, before[1]]);
  await connected(...both);
});

test('the other one restarts by itself, at its second renewal with which nothing came of it', async () => {
  const [ada, grace] = await together();
  grace.connection.sendsFrom = 'relay';
  const before = grace.offers;
  const offers: number[] = [];
  for (const username of ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']) {
    await renewed(grace, turn(username));
    await renewed(ada, turn(username));
    offers.push(grace.offers - before);
  }
  expect(offers).toEqual([0, 0, 1, 1, 1, 2]);
  expect(generation(ada)).toBe(2);
  expect(grace.browser.connections).toHaveLength(1);
  await connected(ada, grace);
});

test('a restart over relays alone stays one', async () => {
  const [ada] = await together();
  ada.connection.sendsFrom = 'relay';
  ada.connection.configuration.iceTransportPolicy = 'relay';
  await renewed(ada, turn('first'));
  expect(ada.connection.configuration).toEqual({ iceServers: turn('first'), iceTransportPolicy: 'relay' });
});

test('in a group, who is relayed to one restarts with that one alone', async () => {
  const [ada, grace, alan] = (await together(3)) as [FakeTab, FakeTab, FakeTab];
  ada.connection.sendsFrom = 'relay';
  const before = ada.offers;
  await renewed(ada, turn('first'));
  expect(ada.offers).toBe(before + 1);
  expect(ada.browser.connections.map(({ configuration }) => configuration.iceServers)).toEqual([
    turn('first'),
    turn('first'),
  ]);
  await connected(ada, grace, alan);
});

test('who waits alone for longer than they serve: a newcomer takes the open offer, and is offered new relays at once', async () => {
  const server = new FakeServer();
  const [ada, grace] = [openTab(server, 'ada'), openTab(server, 'grace')];
  await ada.enter();
  await until(() => server.log.length > 0);
  await renewed(ada, turn('first'));
  expect(ada.offers).toBe(1);
  await grace.enter();
  await connected(ada, grace);
  await until(() => generation(grace) === 1);
  expect(ada.offers).toBe(2);
  expect([ada, grace].map(({ browser }) => browser.connections.length)).toEqual([1, 1]);
});

test('without a TURN server an open offer is as good later as it was', async () => {
  const server = new FakeServer();
  const [ada, grace] = [openTab(server, 'ada'), openTab(server, 'grace')];
  await ada.enter();
  await until(() => server.log.length > 0);
  await renewed(ada, [{ urls: 'stun:stun.test' }]);
  await grace.enter();
  await connected(ada, grace);
  await settled();
  expect(ada.offers).toBe(1);
});

test('a lost socket that comes back brings new ones, too', async () => {
  const [ada, grace] = await together();
  ada.server.iceServers = turn('after');
  ada.connection.sendsFrom = 'relay';
  const before = ada.offers;
  ada.channel.cut();
  ada.channel.restore();
  await until(() => ada.offers === before + 1);
  expect(ada.connection.configuration.iceServers).toEqual(turn('after'));
  await connected(ada, grace);
});
