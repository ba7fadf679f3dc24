import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { CallStore, CommittedChange, SeatHandle } from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { readSettings } from '../settings/read-settings.ts';
import { PresenceService } from './presence.service.ts';

const GRACE_SECONDS = 10;
const GRACE = GRACE_SECONDS * 1000;

const seat = (epoch = 1): SeatHandle => ({
  callId: 'call',
  participantId: 'alice',
  callNumber: 1,
  seatNumber: 7,
  epoch,
});

function setUp() {
  const journal: string[] = [];
  const done = { outcome: undefined, changes: [] };
  const database = { away: false };
  const write = (entry: string) => {
    journal.push(entry);
    return database.away ? Promise.reject(new Error('away')) : Promise.resolve(done);
  };
  const store = {
    setPresence: ({ epoch }: SeatHandle, state: string) => write(`${state} ${epoch}`),
    loseSeat: ({ epoch }: SeatHandle) => write(`lost ${epoch}`),
    orphanSeats: () => Promise.resolve({ outcome: [seat(3)], changes: [] }),
  };
  const changes = new CommittedChanges();
  const settings = readSettings({ PARLEY_RECONNECT_GRACE: String(GRACE_SECONDS) });
  const presence = new PresenceService(store as unknown as CallStore, changes, settings);
  const announce = (change: object) => changes.publish([change as CommittedChange]);
  return { presence, journal, announce, database };
}

beforeAll(() => Logger.overrideLogger(false));
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a seat that a socket holds', () => {
  it('stays connected however long nothing is heard', async () => {
    const { presence, journal } = setUp();
    presence.socketOpened(seat());
    await jest.advanceTimersByTimeAsync(100 * GRACE);
    expect(journal).toEqual([]);
  });

  it('is reconnecting as soon as the socket closes, and lost after the grace', async () => {
    const { presence, journal } = setUp();
    presence.socketOpened(seat());
    presence.socketClosed(seat());
    expect(journal).toEqual(['reconnecting 1']);
    await jest.advanceTimersByTimeAsync(GRACE - 1);
    expect(journal).toEqual(['reconnecting 1']);
    await jest.advanceTimersByTimeAsync(1);
    expect(journal).toEqual(['reconnecting 1', 'lost 1']);
  });

  it('is not lost when a new socket takes it within the grace', async () => {
    const { presence, journal } = setUp();
    presence.socketOpened(seat(1));
    presence.socketClosed(seat(1));
    presence.socketOpened(seat(2));
    await jest.advanceTimersByTimeAsync(10 * GRACE);
    expect(journal).toEqual(['reconnecting 1']);
  });

  it('does not heed the close of a socket that was replaced', async () => {
    const { presence, journal } = setUp();
    presence.socketOpened(seat(1));
    presence.socketOpened(seat(2));
    presence.socketClosed(seat(1));
    await jest.advanceTimersByTimeAsync(10 * GRACE);
    expect(journal).toEqual([]);
  });

  it('needs no requests, and they start no clock', async () => {
    const { presence, journal } = setUp();
    presence.socketOpened(seat());
    await presence.requested(seat());
    await jest.advanceTimersByTimeAsync(10 * GRACE);
    expect(journal).toEqual([]);
  });
});

describe('a seat over REST', () => {
  it('is connected for the grace after it was taken, reconnecting as long again, then lost', async () => {
    const { presence, journal } = setUp();
    presence.seatTaken(seat());
    await jest.advanceTimersByTimeAsync(GRACE - 1);
    expect(journal).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(journal).toEqual(['reconnecting 1']);
    await jest.advanceTimersByTimeAsync(GRACE);
    expect(journal).toEqual(['reconnecting 1', 'lost 1']);
  });

  it('starts the grace anew with each request', async () => {
    const { presence, journal } = setUp();
    presence.seatTaken(seat());
    for (let request = 0; request < 5; request += 1) {
      await jest.advanceTimersByTimeAsync(GRACE - 1);
      await presence.requested(seat());
    }
    expect(journal).toEqual([]);
  });

  it('is connected again with a request while it is reconnecting', async () => {
    const { presence, journal } = setUp();
    presence.seatTaken(seat());
    await jest.advanceTimersByTimeAsync(GRACE);
    await presence.requested(seat());
    expect(journal).toEqual(['reconnecting 1', 'connected 1']);
  });

  it('stays connected while a poll is held, and for the grace after it', async () => {
    const { presence, journal } = setUp();
    presence.seatTaken(seat());
    const release = presence.pollHeld(seat());
    await jest.advanceTimersByTimeAsync(3 * GRACE);
    release();
    await jest.advanceTimersByTimeAsync(GRACE - 1);
    expect(journal).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(journal).toEqual(['reconnecting 1']);
  });

  it('is held by the last of several polls', async () => {
    const { presence, journal } = setUp();
    presence.seatTaken(seat());
    const [first, second] = [presence.pollHeld(seat()), presence.pollHeld(seat())];
    first();
    await jest.advanceTimersByTimeAsync(3 * GRACE);
    expect(journal).toEqual([]);
    second();
    await jest.advanceTimersByTimeAsync(GRACE);
    expect(journal).toEqual(['reconnecting 1']);
  });

  it('is unknown after a move to another server: its first request says that it is there', async () => {
    const { presence, journal } = setUp();
    await presence.requested(seat(4));
    expect(journal).toEqual(['connected 4']);
  });
});

describe('a seat that moves', () => {
  it('from a socket to REST lives by requests', async () => {
    const { presence, journal } = setUp();
    presence.socketOpened(seat(1));
    presence.seatTaken(seat(2));
    presence.socketClosed(seat(1));
    await jest.advanceTimersByTimeAsync(2 * GRACE);
    expect(journal).toEqual(['reconnecting 2', 'lost 2']);
  });

  it('from REST to a socket stays connected', async () => {
    const { presence, journal } = setUp();
    presence.seatTaken(seat(1));
    presence.socketOpened(seat(2));
    await jest.advanceTimersByTimeAsync(10 * GRACE);
    expect(journal).toEqual([]);
  });

  it('is held by its poll when the socket closes', async () => {
    const { presence, journal } = setUp();
    presence.socketOpened(seat());
    const release = presence.pollHeld(seat());
    presence.socketClosed(seat());
    await jest.advanceTimersByTimeAsync(3 * GRACE);
    expect(journal).toEqual([]);
    release();
    await jest.advanceTimersByTimeAsync(GRACE);
    expect(journal).toEqual(['reconnecting 1']);
  });
});

describe('the clocks', () => {
  it('run from the start for the seats that an earlier run left behind', async () => {
    const { presence, journal } = setUp();
    await presence.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(GRACE);
    expect(journal).toEqual(['lost 3']);
  });

  it.each([
    ['left', { kind: 'participant-left', callId: 'call', participant: { id: 'alice' }, reason: 'removed' }],
    ['was in a call that ended', { kind: 'call-ended', call: { id: 'call' }, reason: 'ended', by: null }],
  ])('stop for a seat that %s', async (_case, change) => {
    const { presence, journal, announce } = setUp();
    presence.seatTaken(seat());
    const release = presence.pollHeld(seat());
    announce(change);
    release();
    await jest.advanceTimersByTimeAsync(10 * GRACE);
    expect(journal).toEqual([]);
  });

  it('stop with the server', async () => {
    const { presence, journal } = setUp();
    presence.seatTaken(seat());
    presence.onModuleDestroy();
    await presence.requested(seat());
    presence.socketClosed(seat());
    expect(jest.getTimerCount()).toBe(0);
    expect(journal).toEqual([]);
  });

  it('lose a seat one grace later when the database is away', async () => {
    const { presence, journal, database } = setUp();
    presence.socketOpened(seat());
    presence.socketClosed(seat());
    database.away = true;
    await jest.advanceTimersByTimeAsync(GRACE);
    database.away = false;
    await jest.advanceTimersByTimeAsync(GRACE);
    expect(journal).toEqual(['reconnecting 1', 'lost 1', 'lost 1']);
    expect(jest.getTimerCount()).toBe(0);
  });
});
