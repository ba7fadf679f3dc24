import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { FakeServer } from '../testing/fake-server.ts';
import type { FakePeerConnection } from '../testing/fake-peer-connection.ts';
import type { FakeTab } from '../testing/fake-tab.ts';
import { everyoneLeaves, openTab, together } from '../testing/together.ts';
import { settled, until } from '../testing/until.ts';
import { CallDiagnosis } from './call-diagnosis.ts';
import type { Cause } from './cause.ts';

beforeEach(() => {
  // The diagnosis alone uses intervals and the clock of the page; what waits with `setTimeout` goes on as it does.
  jest.useFakeTimers({
    doNotFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask', 'Date'],
  });
});

afterEach(async () => {
  await everyoneLeaves();
  jest.useRealTimers();
});

interface Watched {
  diagnosis: CallDiagnosis;
  /** Every cause that was told, in order; null for none any more. */
  told: (Cause | null)[];
}

function watch({ call }: FakeTab, device = { onLine: true }): Watched {
  const diagnosis = new CallDiagnosis(call, device);
  const told: (Cause | null)[] = [];
  diagnosis.addEventListener('diagnosis', ({ diagnosis: found }) => told.push(found?.cause ?? null));
  return { diagnosis, told };
}

/** Time passes, with all the looks that fall into it. */
async function seconds(count: number): Promise<void> {
  for (let second = 0; second < count; second += 1) {
    jest.advanceTimersByTime(1000);
    for (let round = 0; round < 5; round += 1) {
      await settled();
    }
  }
}

/** Two people, of whom the second joins with connections that were prepared; nothing is waited for. */
async function strangers(prepare: (connection: FakePeerConnection) => void = () => {}): Promise<[FakeTab, FakeTab]> {
  const server = new FakeServer();
  const [ada, grace] = [openTab(server, 'ada'), openTab(server, 'grace')];
  await ada.enter(prepare);
  await until(() => server.log.length > 0);
  await grace.enter(prepare);
  return [ada, grace];
}

/** Everyone confirms what they have, which takes a while in life. */
function confirm({ server }: FakeTab): void {
  for (const seat of server.seats) {
    seat.confirmed = seat.mailbox.length;
  }
}

/** Candidates lead nowhere. */
const noWay = (connection: FakePeerConnection): void => {
  connection.addIceCandidate = () => Promise.resolve();
};

test('a call that connects has no diagnosis, however long it lasts', async () => {
  const [ada] = await together();
  const { told, diagnosis } = watch(ada);
  await seconds(60);
  expect([told, diagnosis.of(ada.other.id)]).toEqual([[], null]);
});

test('an offer that the other side’s browser refuses: one side says so, the other that it got no answer', async () => {
  const server = new FakeServer();
  const [ada, grace] = [openTab(server, 'ada'), openTab(server, 'grace')];
  await ada.enter();
  await until(() => server.log.length > 0);
  const atAdas = watch(ada);
  await grace.enter((connection) => {
    connection.setRemoteDescription = () => Promise.reject(new DOMException('no', 'OperationError'));
  });
  const atGraces = watch(grace);
  await until(() => grace.errors.length > 0);
  confirm(ada);
  await seconds(8);
  expect(atGraces.told).toEqual(['browser-refused']);
  expect(atAdas.told).toEqual(['offer-unanswered']);
});

describe('two sides that agreed and find no way', () => {
  test('are told so when it has been tried long enough, with what each of them saw', async () => {
    const [ada, grace] = await strangers(noWay);
    const both = [ada, grace].map((tab) => watch(tab));
    await until(() => both.length === 2 && ada.other.peerConnection?.remoteDescription !== null);
    confirm(ada);
    await seconds(10);
    expect(both.map(({ told }) => told)).toEqual([[], []]);
    await seconds(10);
    expect(both.map(({ told }) => told)).toEqual([['no-candidates-here'], ['no-candidates-here']]);
    const found = both[0]?.diagnosis.of(ada.other.id);
    expect(found?.facts).toMatchObject({ stood: false, agreement: 'agreed', seat: 'connected', server: true });
    expect(found?.facts.silence).toBeGreaterThan(15_000);
  });

  test('are told sooner when the browser gives up, and of what a TURN server said before anybody watched', async () => {
    const [ada] = await strangers((connection) => {
      noWay(connection);
      queueMicrotask(() => {
        connection.onicecandidateerror?.({ url: 'turn:turn.test', errorCode: 401 });
        connection.onicecandidateerror?.({ url: 'turn:turn.test', errorCode: 701 });
      });
    });
    await until(() => ada.other.peerConnection?.remoteDescription !== null);
    const { told, diagnosis } = watch(ada);
    confirm(ada);
    await seconds(6);
    ada.connection.become('failed');
    await seconds(2);
    expect(told).toEqual(['turn-refused']);
    expect(diagnosis.of(ada.other.id)?.facts.errors).toEqual([{ service: 'turn', code: 401 }]);
  });
});

describe('a connection that stood', () => {
  async function dropped(): Promise<[FakeTab, FakeTab, Watched]> {
    const [ada, grace] = await together();
    const watched = watch(ada);
    confirm(ada);
    await seconds(4);
    return [ada, grace, watched];
  }

  test('the other side’s page ends: seat and media go at once', async () => {
    const [ada, grace, { told, diagnosis }] = await dropped();
    grace.vanish();
    await settled();
    await seconds(5);
    ada.connection.become('disconnected');
    await seconds(5);
    expect(told).toEqual([]);
    await seconds(3);
    expect(told).toEqual(['other-page-gone']);
    const { id } = ada.other;
    ada.server.leave(
      ada.server.seats.find(({ participant }) => participant.id === id)!,
      'lost',
    );
    await until(() => ada.call.participants.size === 0);
    expect(diagnosis.of(id)?.cause).toBe('other-page-gone');
  });

  test('its seat runs out before anything was said: that is the last word', async () => {
    const [ada, grace, { told }] = await dropped();
    grace.vanish();
    await settled();
    await seconds(1);
    ada.connection.become('disconnected');
    await seconds(1);
    const { id } = ada.other;
    ada.server.leave(
      ada.server.seats.find(({ participant }) => participant.id === id)!,
      'lost',
    );
    await until(() => ada.call.participants.size === 0);
    await until(() => told.length > 0);
    expect(told).toEqual(['other-page-gone']);
  });

  test('the other side’s network goes: media is missed before the seat is; and it comes back', async () => {
    const [ada, grace, { told }] = await dropped();
    ada.connection.become('disconnected');
    await seconds(10);
    grace.channel.cut();
    await seconds(3);
    expect(told).toEqual(['other-network-lost']);
    grace.channel.restore();
    ada.connection.become('connected');
    await seconds(1);
    expect(told).toEqual(['other-network-lost', null]);
  });

  test('this side’s network goes', async () => {
    const [ada, , { told }] = await dropped();
    ada.connection.become('disconnected');
    ada.channel.cut();
    await seconds(8);
    expect(told).toEqual(['own-network-lost']);
  });

  test('it heals by itself before anything is said', async () => {
    const [ada, , { told }] = await dropped();
    ada.connection.become('disconnected');
    await seconds(5);
    ada.connection.become('connected');
    await seconds(20);
    expect(told).toEqual([]);
  });

  test('both keep their server, and nothing comes through', async () => {
    const [ada, , { told }] = await dropped();
    ada.connection.become('disconnected');
    await seconds(14);
    expect(told).toEqual([]);
    await seconds(3);
    expect(told).toEqual(['way-lost']);
  });
});

test('what the other side does not take is told at the second look: the first may come a moment too early', async () => {
  const server = new FakeServer();
  const [ada, grace] = [openTab(server, 'ada'), openTab(server, 'grace')];
  server.loses = () => true;
  await grace.enter();
  await until(() => server.log.length > 0);
  await ada.enter(noWay);
  const { told } = watch(ada);
  await until(() => server.log.some(({ type }) => type === 'answer'));
  await seconds(6);
  expect(told).toEqual([]);
  await seconds(2);
  expect(told).toEqual(['signals-not-taken']);
});

test('the server goes while two are agreeing', async () => {
  const [ada, grace] = await strangers(noWay);
  const { told } = watch(ada);
  ada.channel.cut();
  grace.channel.cut();
  await seconds(8);
  expect(told).toEqual(['server-lost']);
});

test('a device without a network is told so', async () => {
  const [ada] = await strangers(noWay);
  const { told } = watch(ada, { onLine: false });
  await seconds(8);
  expect(told).toEqual(['own-network-lost']);
});

test('it ends with the call, or before', async () => {
  const [ada, grace] = await together();
  const [early, late] = [watch(ada), watch(ada)];
  early.diagnosis.close();
  ada.connection.become('disconnected');
  ada.channel.cut();
  await seconds(8);
  expect([early.told, late.told]).toEqual([[], ['own-network-lost']]);
  await ada.call.hangUp();
  expect(jest.getTimerCount()).toBe(0);
  expect(watch(ada).told).toEqual([]);
  await grace.call.hangUp();
});
