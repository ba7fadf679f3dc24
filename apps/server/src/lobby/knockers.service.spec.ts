import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Knock, KnockState } from '@parley/protocol';
import type { CallReader, CallStore, KnockHandle, WithdrawKnock } from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { readSettings } from '../settings/read-settings.ts';
import { KnockersService } from './knockers.service.ts';

const GRACE_SECONDS = 10;
const GRACE = GRACE_SECONDS * 1000;
const BEAT = GRACE / 10;

const handle = (knockId = 'ada', knockNumber = 1): KnockHandle => ({ callId: 'call', knockId, knockNumber });
const knock = (state: KnockState = 'waiting', id = 'ada'): Knock => ({ id, displayName: null, state, createdAt: '' });
const ADA = { handle: handle(), knock: knock(), own: true };
const listening = () => new AbortController().signal;

async function setUp() {
  const journal: string[] = [];
  const database = { away: false, stands: [knock()], silent: [] as KnockHandle[] };
  const answer = async <Found>(found: Found): Promise<Found> => {
    if (database.away) throw new Error('away');
    return found;
  };
  const done = { outcome: undefined, changes: [] };
  const store = {
    hearKnocks: (numbers: number[]) => {
      if (numbers.length > 0) journal.push(`heard ${numbers.join()}`);
      return answer(done);
    },
    withdrawKnock: ({ knockId, silentFor }: WithdrawKnock) => {
      journal.push(`withdrawn ${knockId} ${silentFor}`);
      database.silent = [];
      return answer(done);
    },
  };
  const reader = {
    knocksNow: () => answer(database.stands.map((stood) => ({ callId: 'call', knock: stood }))),
    silentKnocks: () => answer(database.silent),
  };
  const changes = new CommittedChanges();
  const followed: string[] = [];
  jest.spyOn(changes, 'follow').mockImplementation((callId) => {
    followed.push(callId);
    return () => followed.pop();
  });
  const knockers = new KnockersService(
    store as unknown as CallStore,
    reader as unknown as CallReader,
    changes,
    readSettings({ PARLEY_RECONNECT_GRACE: String(GRACE_SECONDS) }),
  );
  await knockers.onApplicationBootstrap();
  const announce = (state: KnockState) =>
    changes.publish([{ kind: 'knock-changed', callId: 'call', knock: knock(state) }]);
  return { knockers, journal, database, changes, followed, announce };
}

beforeAll(() => Logger.overrideLogger(false));
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a knocker that waits here', () => {
  it('is heard of with every beat, and once more when it goes', async () => {
    const { knockers, journal, followed } = await setUp();
    const end = knockers.wait(ADA, () => {});
    expect(followed).toEqual(['call']);
    await jest.advanceTimersByTimeAsync(3 * BEAT);
    expect(journal).toEqual(['heard 1', 'heard 1', 'heard 1']);
    end();
    end();
    expect(followed).toEqual([]);
    await jest.advanceTimersByTimeAsync(3 * BEAT);
    expect(journal).toHaveLength(4);
  });

  it('is told the answer once, and is heard of no more', async () => {
    const { knockers, journal, announce } = await setUp();
    const told: KnockState[] = [];
    const end = knockers.wait(ADA, ({ state }) => told.push(state));
    announce('waiting');
    announce('admitted');
    announce('admitted');
    end();
    await jest.advanceTimersByTimeAsync(3 * BEAT);
    expect([told, journal]).toEqual([['admitted'], []]);
  });

  it('is told at once what was answered before it waited', async () => {
    const { knockers, database } = await setUp();
    database.stands = [knock('refused')];
    const told: KnockState[] = [];
    knockers.wait(ADA, ({ state }) => told.push(state));
    await jest.advanceTimersByTimeAsync(0);
    expect(told).toEqual(['refused']);
  });

  it('is told what another server failed to tell, be it that the call was erased', async () => {
    const { knockers, database, changes } = await setUp();
    const told: KnockState[] = [];
    knockers.wait(ADA, ({ state }) => told.push(state));
    await changes.look();
    expect(told).toEqual([]);
    database.away = true;
    await changes.look();
    Object.assign(database, { away: false, stands: [] });
    await changes.look();
    expect(told).toEqual(['withdrawn']);
  });

  it('does not count while it is a moderator who waits', async () => {
    const { knockers, journal } = await setUp();
    knockers.wait({ ...ADA, own: false }, () => {})();
    knockers.wait({ ...ADA, own: false }, () => {});
    await jest.advanceTimersByTimeAsync(3 * BEAT);
    expect(journal).toEqual([]);
  });
});

describe('a poll', () => {
  it('is held until the answer, its time, the end of its connection or of the server', async () => {
    const { knockers, announce } = await setUp();
    const leaving = new AbortController();
    const over: string[] = [];
    const hold = async (name: string, ms: number, disconnected = listening()) => {
      await knockers.hold(ADA, ms, disconnected);
      over.push(name);
    };
    const all = [hold('time', 500), hold('connection', 9000, leaving.signal)];
    await jest.advanceTimersByTimeAsync(500);
    leaving.abort();
    await Promise.all(all);
    const answered = hold('answer', 9000);
    announce('admitted');
    await answered;
    const last = hold('server', 9000);
    knockers.onModuleDestroy();
    await last;
    await hold('too late', 9000);
    expect(over).toEqual(['time', 'connection', 'answer', 'server', 'too late']);
  });

  it('now and then is written down once a beat', async () => {
    const { knockers, journal } = await setUp();
    await knockers.heardOf(handle());
    await knockers.heardOf(handle());
    await knockers.heardOf(handle('bob', 2));
    expect(journal).toEqual(['heard 1', 'heard 2']);
    await jest.advanceTimersByTimeAsync(BEAT);
    await knockers.heardOf(handle());
    expect(journal).toEqual(['heard 1', 'heard 2', 'heard 1']);
  });
});

describe('those of whom nobody hears', () => {
  it('are withdrawn, but not before this server has stood for as long as they may be silent', async () => {
    const { journal, database } = await setUp();
    database.silent = [handle('gone')];
    await jest.advanceTimersByTimeAsync(GRACE);
    expect(journal).toEqual([]);
    await jest.advanceTimersByTimeAsync(2 * BEAT);
    expect(journal).toEqual([`withdrawn gone ${GRACE + BEAT}`]);
  });

  it('nor before the database has been there again for as long', async () => {
    const { journal, database } = await setUp();
    await jest.advanceTimersByTimeAsync(5 * GRACE);
    database.away = true;
    await jest.advanceTimersByTimeAsync(BEAT);
    Object.assign(database, { away: false, silent: [handle('gone')] });
    await jest.advanceTimersByTimeAsync(GRACE);
    expect(journal).toEqual([]);
    await jest.advanceTimersByTimeAsync(3 * BEAT);
    expect(journal).toEqual([`withdrawn gone ${GRACE + BEAT}`]);
  });
});
