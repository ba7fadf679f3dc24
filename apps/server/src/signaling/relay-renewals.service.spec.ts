import { jest } from '@jest/globals';
import { IceServersService } from '../ice-servers/ice-servers.service.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { HeldSeat } from './held-seat.ts';
import { RelayRenewals } from './relay-renewals.service.ts';

const TURN = { PARLEY_TURN_URLS: 'turn:turn.example', PARLEY_TURN_SECRET: 'north', PARLEY_TURN_TTL: '600' };
const TTL_MS = 600_000;

function renewalsOf(environment: Record<string, string>) {
  const settings = readSettings({ PARLEY_STUN_URLS: '', ...environment });
  return new RelayRenewals(new IceServersService(settings), settings);
}

function seatOf(participantId: string) {
  const emit = jest.fn<(event: string, servers: { expiresAt: string }) => void>();
  const whenOpen = (run: (socket: { emit: typeof emit }) => void) => run({ emit });
  return { seat: { handle: { participantId }, whenOpen } as unknown as HeldSeat, emit };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('a seat is given new credentials after a fifth of their time, and again, each serving their whole time', () => {
  const { seat, emit } = seatOf('ada');
  renewalsOf(TURN).begin(seat);
  for (const round of [1, 2]) {
    const begun = Date.now();
    jest.advanceTimersToNextTimer();
    const waited = Date.now() - begun;
    expect(waited).toBeGreaterThanOrEqual(0.2 * TTL_MS);
    expect(waited).toBeLessThanOrEqual(0.25 * TTL_MS);
    expect(emit).toHaveBeenCalledTimes(round);
    const [event, servers] = emit.mock.calls.at(-1) ?? [];
    expect(event).toBe('ice-servers');
    expect(Date.parse(servers?.expiresAt ?? '') - Date.now()).toBeGreaterThan(TTL_MS - 1000);
  }
});

it('a seat that is held no more is given none', () => {
  const { seat, emit } = seatOf('ada');
  const renewals = renewalsOf(TURN);
  renewals.begin(seat);
  renewals.end(seat);
  jest.advanceTimersByTime(10 * TTL_MS);
  expect(emit).not.toHaveBeenCalled();
  expect(jest.getTimerCount()).toBe(0);
});

it('without TURN there is nothing to renew', () => {
  renewalsOf({}).begin(seatOf('ada').seat);
  expect(jest.getTimerCount()).toBe(0);
});
