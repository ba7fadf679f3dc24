import { afterEach, describe, expect, test } from '@jest/globals';
import { array, assert, asyncProperty, constantFrom, integer, nat, record } from 'fast-check';
import { FakeServer } from './testing/fake-server.ts';
import type { FakeTab } from './testing/fake-tab.ts';
import { connected, everyoneLeaves, openTab, together } from './testing/together.ts';
import { settled, until } from './testing/until.ts';

const RUNS = process.env['PARLEY_TEST_LONG'] === '1' ? 1000 : 40;

afterEach(async () => {
  expect(await everyoneLeaves()).toEqual([]);
});

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `person-${index}`);

/** How many offers each two participants have exchanged. */
function offersByPair({ log, seats }: FakeServer): number[] {
  const counts = new Map<string, number>();
  for (const { type, from, payload } of log) {
    const sender = seats.find(({ participant }) => participant.id === from);
    const to = payload.to ?? sender?.sent.get(payload.messageId)?.to;
    if (type === 'offer' && to) {
      const pair = from < to ? `${from} ${to}` : `${to} ${from}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
  return [...counts.values()];
}

const everyPairOnce = (count: number): number[] => Array.from({ length: (count * (count - 1)) / 2 }, () => 1);

describe.each([3, 4, 5, 6, 7, 8])('%i people', (count) => {
  test('who join one after the other: one offer a pair, and nobody connects twice', async () => {
    const everyone = await together(count);
    expect(offersByPair(everyone[0].server)).toEqual(everyPairOnce(count));
    expect(everyone.map(({ browser }) => browser.connections.length)).toEqual(everyone.map(() => count - 1));
  });

  test('who all join at the same moment: the same', async () => {
    const server = new FakeServer();
    server.maxParticipants = count;
    const everyone = names(count).map((name) => openTab(server, name));
    await Promise.all(everyone.map((tab) => tab.enter()));
    await connected(...everyone);
    await settled();
    expect(offersByPair(server)).toEqual(everyPairOnce(count));
  });
});

test('in whatever order people come, go, come back and lose their sockets, those who are there are all connected', async () => {
  const step = record({
    who: nat(7),
    what: constantFrom('come or go', 'come or go', 'socket'),
    rounds: nat(5),
  });
  await assert(
    asyncProperty(integer({ min: 3, max: 8 }), array(step, { maxLength: 24 }), async (count, steps) => {
      const server = new FakeServer();
      server.maxParticipants = 8;
      const everyone = names(count).map((name) => new Visitor(openTab(server, name)));
      for (const { who, what, rounds } of steps) {
        const visitor = everyone[who % count] as Visitor;
        if (what === 'socket') {
          visitor.loseSocket();
        } else {
          visitor.comeOrGo();
        }
        for (let round = 0; round < rounds; round += 1) {
          await settled();
        }
      }
      await Promise.all(everyone.map(({ done }) => done));
      await connected(...everyone.filter(({ present }) => present).map(({ tab }) => tab));
      const enters = everyone.reduce((sum, { entered }) => sum + entered, 0);
      expect(Math.max(0, ...offersByPair(server))).toBeLessThanOrEqual(Math.max(0, enters - 1));
      expect(await everyoneLeaves()).toEqual([]);
    }),
    { numRuns: RUNS },
  );
}, 60_000);

/** Does one thing after the other, and others need not wait for it. */
class Visitor {
  readonly tab: FakeTab;
  done: Promise<void> = Promise.resolve();
  present = false;
  entered = 0;

  constructor(tab: FakeTab) {
    this.tab = tab;
  }

  comeOrGo(): void {
    this.present = !this.present;
    const coming = this.present;
    this.entered += coming ? 1 : 0;
    this.done = this.done.then(async () => void (await (coming ? this.tab.enter() : this.tab.call.hangUp())));
  }

  loseSocket(): void {
    if (this.present) {
      this.done = this.done.then(() => this.#reconnect());
    }
  }

  async #reconnect(): Promise<void> {
    this.tab.channel.cut();
    await settled();
    this.tab.channel.restore();
  }
}

describe('a failure of one', () => {
  const sound = (tabs: readonly FakeTab[]): Promise<void> =>
    until(() =>
      tabs.every(
        ({ call }) =>
          [...call.participants.values()].filter((each) => each.connectionState === 'connected').length === 2,
      ),
    );

  test('whose browser refuses every description touches nobody else', async () => {
    const server = new FakeServer();
    server.maxParticipants = 4;
    const [ada, grace, alan, mallory] = names(4).map((name) => openTab(server, name)) as [
      FakeTab,
      FakeTab,
      FakeTab,
      FakeTab,
    ];
    await ada.enter();
    await mallory.enter((connection) => {
      connection.setRemoteDescription = () => Promise.reject(new DOMException('no', 'OperationError'));
    });
    await Promise.all([grace.enter(), alan.enter()]);
    await sound([ada, grace, alan]);
    await until(() => mallory.errors.length > 0);
    expect(new Set(mallory.errors.map(({ code }) => code))).toEqual(new Set(['negotiation-failed']));
    expect(mallory.errors.map(({ cause }) => (cause as DOMException).name)).toContain('OperationError');
    mallory.errors.length = 0;
    expect([ada, grace, alan].map(({ browser }) => browser.connections.length)).toEqual([3, 3, 3]);
  });

  test('whose answers are garbage is told of as an error, and the others go on', async () => {
    const [ada, grace, alan] = (await together(3)) as [FakeTab, FakeTab, FakeTab];
    ada.server.maxParticipants = 4;
    const mallory = openTab(ada.server, 'mallory');
    await mallory.enter((connection) => {
      const describe = connection.setLocalDescription.bind(connection);
      connection.setLocalDescription = async () => {
        await describe();
        connection.localDescription = { type: 'answer', sdp: 'v=0\r\ni={"connection":-1}\r\n' };
      };
    });
    await until(() => [ada, grace, alan].every(({ errors }) => errors.length > 0));
    await sound([ada, grace, alan]);
    for (const { errors } of [ada, grace, alan]) {
      expect(errors.map(({ code }) => code)).toEqual(['negotiation-failed']);
      errors.length = 0;
    }
  });

  test('who vanishes without a word leaves the others as they were', async () => {
    const [ada, grace, alan, mallory] = (await together(4)) as [FakeTab, FakeTab, FakeTab, FakeTab];
    const before = ada.server.log.length;
    mallory.vanish();
    const seat = ada.server.seats[3];
    ada.server.leave(seat as NonNullable<typeof seat>, 'lost');
    for (const tab of [ada, grace, alan]) {
      await until(() => tab.call.participants.get('p4')?.state === 'left');
      const connection = tab.call.participants.get('p4')?.peerConnection as unknown as { become(state: string): void };
      connection.become('disconnected');
    }
    await connected(ada, grace, alan);
    expect(ada.server.log.length).toBe(before);
    expect([ada, grace, alan].map(({ call }) => call.state)).toEqual(['connected', 'connected', 'connected']);
  });
});

describe('what is sent to each', () => {
  const limits = ({ call }: FakeTab): (number | undefined)[] =>
    [...call.participants.values()].map(({ peerConnection }) => {
      const video = peerConnection?.getTransceivers().find(({ sender }) => sender.track?.kind === 'video');
      return video?.sender.getParameters().encodings[0]?.maxBitrate;
    });

  test('shrinks as others come, and grows as they go', async () => {
    const [ada, grace] = await together(2);
    await until(() => limits(ada)[0] === 2_500_000);
    ada.server.maxParticipants = 4;
    const [alan, joan] = ['alan', 'joan'].map((name) => openTab(ada.server, name)) as [FakeTab, FakeTab];
    await alan.enter();
    await joan.enter();
    await connected(ada, grace, alan, joan);
    for (const tab of [ada, grace, alan, joan]) {
      await until(() => limits(tab).every((limit) => limit === 800_000));
    }
    await joan.call.hangUp();
    await until(() => limits(ada).every((limit) => limit === 1_200_000));
  });

  test('is nothing that a browser must obey for the call to go on', async () => {
    const [ada, grace] = await together(2);
    for (const { sender } of ada.connection.getTransceivers()) {
      sender.refusesParameters = true;
    }
    ada.server.maxParticipants = 3;
    const alan = openTab(ada.server, 'alan');
    await alan.enter();
    await connected(ada, grace, alan);
    await until(() => limits(ada)[1] === 1_200_000);
    expect(limits(ada)[0]).toBe(2_500_000);
  });

  test('is encoded with the preferred codec, whoever offers', async () => {
    const server = new FakeServer();
    const [ada, grace] = [openTab(server, 'ada'), openTab(server, 'grace')];
    await ada.enter(undefined, { video: ['three', 'video/nonsense'] });
    await grace.enter(undefined, { video: ['video/two'] });
    await connected(ada, grace);
    const codecs = (tab: FakeTab): unknown[] => tab.connection.getTransceivers().map((each) => each.codecs);
    expect(codecs(ada)).toEqual([null, ['video/three', 'video/one', 'video/two']]);
    expect(codecs(grace)).toEqual([null, ['video/two', 'video/one', 'video/three']]);
    const sent = (tab: FakeTab): unknown[] =>
      tab.connection
        .getTransceivers()
        .map(({ sender }): unknown => Reflect.get(sender.getParameters().encodings[0] ?? {}, 'codec'));
    for (const [tab, mimeType] of [
      [ada, 'video/three'],
      [grace, 'video/two'],
    ] as const) {
      await until(() => sent(tab)[1] !== undefined);
      expect(sent(tab)).toEqual([undefined, expect.objectContaining({ mimeType })]);
    }
  });
});
