import { afterEach, expect, test } from '@jest/globals';
import type { CallError } from './call-error.ts';
import { Call } from './call.ts';
import { LocalMedia } from './media/local-media.ts';
import type { RemoteParticipant } from './remote-participant.ts';
import { seatStore, type StoredSeat } from './signaling/seat-store.ts';
import { Seat } from './signaling/seat.ts';
import { FakeChannel } from './testing/fake-channel.ts';
import type { FakePeerConnection } from './testing/fake-peer-connection.ts';
import { FakeBrowser } from './testing/fake-media.ts';
import { FakeServer } from './testing/fake-server.ts';
import { settled, until } from './testing/until.ts';

/** Someone with a browser tab: its storage outlives its pages. */
class Tab {
  readonly server: FakeServer;
  readonly secret: string;
  readonly #kept = new Map<string, string>();
  browser = new FakeBrowser();
  channel: FakeChannel;
  call!: Call;
  readonly errors: CallError[] = [];

  constructor(server: FakeServer, name: string) {
    this.server = server;
    this.secret = name;
    this.channel = new FakeChannel(server);
  }

  /** Loads the page (again) and joins. */
  async enter(): Promise<Call> {
    const storage = { getItem: (key: string) => this.#kept.get(key), setItem: this.#kept.set.bind(this.#kept) };
    const store = seatStore(() => storage as unknown as Storage);
    const fresh = { secret: this.secret, taken: false, position: 0, ownerSecret: null, connections: {} };
    const stored: StoredSeat = store.load('a-call') ?? { ...fresh, displayName: this.secret };
    this.channel = new FakeChannel(this.server);
    this.browser = new FakeBrowser();
    const media = new LocalMedia(this.browser.port);
    await media.start();
    const rest = { hangUp: () => Promise.resolve() };
    this.call = await Call.enter({
      seat: new Seat({ callId: 'a-call', channel: this.channel, store, rest, seat: stored }),
      returning: stored.taken,
      ownerSecret: null,
      browser: this.browser.port,
      media,
      readInfo: () => Promise.resolve(this.server.call),
    });
    this.call.addEventListener('error', ({ error }) => this.errors.push(error));
    pages.push({ call: this.call, errors: this.errors });
    return this.call;
  }

  /** The page goes without a word, as when it is reloaded. */
  vanish(): void {
    this.channel.close();
    for (const connection of this.browser.connections) {
      connection.close();
    }
  }

  get other(): RemoteParticipant {
    return [...this.call.participants.values()][0] as RemoteParticipant;
  }

  get connection(): FakePeerConnection {
    return this.other.peerConnection as unknown as FakePeerConnection;
  }

  get offers(): number {
    return this.server.log.filter(({ from, type }) => from === this.call.self.id && type === 'offer').length;
  }
}

/** Every page that was ever opened: even one that vanished has timers here, where a real one's die with it. */
const pages: { call: Call; errors: CallError[] }[] = [];

async function together(count = 2): Promise<[Tab, Tab, ...Tab[]]> {
  const server = new FakeServer();
  server.maxParticipants = count;
  const everyone = Array.from({ length: count }, (_, index) => new Tab(server, `secret-${index}`));
  for (const tab of everyone) {
    await tab.enter();
  }
  await connected(...everyone);
  return everyone as [Tab, Tab, ...Tab[]];
}

const connected = (...everyone: Tab[]): Promise<void> =>
  until(() =>
    everyone.every(({ call }) => {
      const states = [...call.participants.values()].map(({ connectionState }) => connectionState);
      return states.length === everyone.length - 1 && states.every((state) => state === 'connected');
    }),
  );

afterEach(async () => {
  expect(pages.flatMap(({ errors }) => errors)).toEqual([]);
  await Promise.all(pages.splice(0).map(({ call }) => call.hangUp()));
});

test('a newcomer answers the open offer: one offer, one connection each', async () => {
  const [ada, grace] = await together();
  expect([ada.offers, grace.offers]).toEqual([1, 0]);
  expect([ada, grace].map(({ browser }) => browser.connections.length)).toEqual([1, 1]);
  expect([ada.call.state, grace.call.state]).toEqual(['connected', 'connected']);
  expect([ada.other.hasVideo, grace.other.hasAudio]).toEqual([true, true]);
});

test('everyone already in the call offers to a newcomer, and nobody twice', async () => {
  const everyone = await together(4);
  expect(everyone.map(({ offers }) => offers)).toEqual([3, 2, 1, 0]);
  expect(everyone.map(({ browser }) => browser.connections.length)).toEqual([3, 3, 3, 3]);
});

test('a join that crosses the open offer gets it all the same', async () => {
  const server = new FakeServer();
  const [ada, grace] = [new Tab(server, 'ada'), new Tab(server, 'grace')];
  await Promise.all([ada.enter(), grace.enter()]);
  await connected(ada, grace);
  expect(ada.offers + grace.offers).toBe(1);
});

test('an open offer that was refused is replaced by one to the newcomer', async () => {
  const server = new FakeServer();
  const [ada, grace] = [new Tab(server, 'ada'), new Tab(server, 'grace')];
  const entering = ada.enter();
  ada.channel.refusals.push({ name: 'offer', error: { code: 'no-taker', message: 'nobody' } });
  await entering;
  await grace.enter();
  await connected(ada, grace);
});

test('late candidates wait for their description, and none is lost', async () => {
  const [ada, grace] = await together();
  await until(() => [ada, grace].every(({ connection }) => connection.candidates.includes(null)));
  for (const { connection } of [ada, grace]) {
    expect(connection.candidates).toEqual([expect.objectContaining({ sdpMid: '0' }), null]);
  }
});

test('a camera switched off in mid-call is negotiated, a switched one is not', async () => {
  const [ada, grace] = await together();
  const before = ada.offers;
  await ada.call.media.useCamera('back');
  await until(() => ada.connection.getTransceivers()[1]?.sender.track?.settings.deviceId === 'back');
  expect(ada.offers).toBe(before);
  await ada.call.media.setCamera(false);
  await until(() => !grace.other.hasVideo);
  expect(ada.offers).toBe(before + 1);
  await ada.call.media.setCamera(true);
  await until(() => grace.other.hasVideo);
  expect(grace.other.hasAudio).toBe(true);
});

test('both renegotiate at once: both changes arrive', async () => {
  const [ada, grace] = await together();
  await Promise.all([ada.call.media.setCamera(false), grace.call.media.setCamera(false)]);
  await until(() => !ada.other.hasVideo && !grace.other.hasVideo);
  expect([ada, grace].map(({ browser }) => browser.connections.length)).toEqual([1, 1]);
  await connected(ada, grace);
});

test('a lost socket leaves media alone; what was said meanwhile arrives afterwards', async () => {
  const [ada, grace] = await together();
  ada.channel.cut();
  expect([ada.call.signaling, ada.call.state]).toEqual(['reconnecting', 'connected']);
  await until(() => grace.other.state === 'reconnecting');
  await ada.call.media.setCamera(false);
  await grace.call.media.setCamera(false);
  ada.channel.restore();
  await until(() => !ada.other.hasVideo && !grace.other.hasVideo);
  expect(ada.call.signaling).toBe('connected');
  expect(grace.other.state).toBe('connected');
  expect(ada.browser.connections).toHaveLength(1);
});

test.each([0, 1])('after a reload of participant %i both are connected anew, on the same seat', async (who) => {
  const both = await together();
  const [reloading, staying] = who === 0 ? both : [both[1], both[0]];
  const seat = reloading.call.self.id;
  const { stream } = staying.other;
  reloading.vanish();
  await reloading.enter();
  await connected(...both);
  expect(reloading.call.self.id).toBe(seat);
  expect(reloading.call.participants.size).toBe(1);
  expect(staying.other.stream).toBe(stream);
  expect(staying.browser.connections).toHaveLength(2);
  expect(staying.connection.number).toBe(staying.browser.connections[1]?.number);
});

test('signals of the old page that are found after a reload are read and ignored', async () => {
  const [ada, grace] = await together();
  grace.vanish();
  // Renegotiates with a page that is gone.
  await ada.call.media.setCamera(false);
  await until(() => ada.connection.signalingState === 'have-local-offer');
  await settled();
  await grace.enter();
  await connected(ada, grace);
  expect(grace.browser.connections).toHaveLength(1);
  expect(grace.other.hasVideo).toBe(false);
});

test('both reload at once and meet again', async () => {
  const both = await together();
  for (const tab of both) {
    tab.vanish();
  }
  await Promise.all(both.map((tab) => tab.enter()));
  await connected(...both);
});

test('whoever reloads while alone makes a new open offer', async () => {
  const server = new FakeServer();
  const [ada, grace] = [new Tab(server, 'ada'), new Tab(server, 'grace')];
  await ada.enter();
  await until(() => server.log.length > 0);
  ada.vanish();
  await ada.enter();
  await until(() => ada.offers === 2);
  await settled();
  await grace.enter();
  await connected(ada, grace);
  expect(ada.offers).toBe(2);
});

test('a newcomer that took the open offer of a page that reloads is offered to anew', async () => {
  const server = new FakeServer();
  const [ada, grace] = [new Tab(server, 'ada'), new Tab(server, 'grace')];
  await ada.enter();
  await until(() => server.log.length > 0);
  ada.vanish();
  await grace.enter();
  await ada.enter();
  await connected(ada, grace);
});

test('a failed connection is brought back by an ICE restart of the earlier participant', async () => {
  const [ada, grace] = await together();
  const before = ada.offers;
  grace.connection.become('failed');
  ada.connection.become('failed');
  expect(ada.call.state).toBe('reconnecting');
  await connected(ada, grace);
  expect([ada.offers - before, grace.offers]).toEqual([1, 0]);
  expect(ada.browser.connections).toHaveLength(1);
});

test('somebody who is lost and comes back is met anew', async () => {
  const [ada, grace] = await together();
  const seat = ada.server.seats[1];
  grace.channel.cut();
  grace.connection.become('failed');
  ada.server.leave(seat as NonNullable<typeof seat>, 'lost');
  await until(() => ada.call.state === 'waiting');
  grace.channel.restore();
  await connected(ada, grace);
});

test('hanging up frees camera, microphone, connections and listeners on both sides, and says why', async () => {
  const [ada, grace] = await together();
  const ended: string[] = [];
  grace.call.addEventListener('ended', ({ reason }) => ended.push(reason));
  await ada.call.hangUp('bye');
  await until(() => grace.call.state === 'ended');
  expect(ended).toEqual(['hangup']);
  for (const { browser, call, channel } of [ada, grace]) {
    expect(call.endReason).toBe('hangup');
    expect(browser.devices.opened.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
    expect(browser.connections.map(({ signalingState }) => signalingState)).toEqual(['closed']);
    expect(channel.closed).toBe(true);
  }
});

test('a call that ended while this side was away tells how', async () => {
  const [ada, grace] = await together();
  grace.channel.cut();
  await ada.call.hangUp();
  grace.channel.restore();
  await until(() => grace.call.state === 'ended');
  expect(grace.call.endReason).toBe('hangup');
});

test('opened elsewhere: over here with an error that says so', async () => {
  const [ada, grace] = await together();
  const old = grace.call;
  await grace.enter();
  await until(() => old.endReason === 'replaced');
  expect(grace.errors.map(({ code }) => code)).toEqual(['opened-elsewhere']);
  grace.errors.length = 0;
  await connected(ada, grace);
});
