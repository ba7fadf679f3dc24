import { expect, test } from '@jest/globals';
import type { PeerConnection } from './peer-connection.ts';
import { RelayRenewal } from './relay-renewal.ts';

/** Between two renewals of one side, as parts of the time for which credentials serve: the server chooses anew each time. */
const WAIT = { shortest: 0.2, longest: 0.25 };
/** Until the other side has heard of a restart, in the same. */
const TAKES = 0.1;
/** So many times that: enough for the two clocks to meet in every way. */
const SPAN = 30;

/**
 * When a side that is given credentials at these times restarts ICE.
 *
 * @param sessionAt the other side's ICE session as it is known at a time; each restart of this side's makes another one, too
 */
async function restartsOf(
  leads: boolean,
  given: readonly number[],
  sessionAt: (time: number) => string,
  relayed = true,
) {
  const restarts: number[] = [];
  const renewal = new RelayRenewal(leads);
  for (const time of given) {
    const connection = {
      useIceServers: () => {},
      remoteIceSession: `${sessionAt(time)}, own ${restarts.length}`,
      needsRelaysAnew: () => Promise.resolve(relayed),
      native: { restartIce: () => restarts.push(time) },
    };
    await renewal.renew(connection as unknown as PeerConnection, []);
  }
  return restarts;
}

const every = (wait: number, from: number): number[] =>
  Array.from({ length: Math.floor(SPAN / wait) }, (_, index) => from + index * wait);

test('the side that leads restarts whenever it is given credentials, where it is relayed', async () => {
  const given = every(WAIT.longest, 0);
  expect(await restartsOf(true, given, () => 'the same')).toEqual(given);
  expect(await restartsOf(true, given, () => 'the same', false)).toEqual([]);
});

test.each(Array.from({ length: 25 }, (_, index) => index / 100))(
  'the other side restarts never while that one does, by whatever clock: %d after it',
  async (apart) => {
    const leaders = every(WAIT.longest, 0);
    const known = (time: number) => `restart ${leaders.filter((at) => at + TAKES <= time).length}`;
    const given = every(WAIT.shortest, apart).filter((time) => time < leaders.length * WAIT.longest);
    expect(await restartsOf(false, given, known)).toEqual([]);
  },
);

test.each([WAIT.shortest, WAIT.longest])(
  'where that one has no need to, the other side restarts before its credentials run out: given every %d',
  async (wait) => {
    const [first = NaN, ...later] = await restartsOf(false, every(wait, wait), () => 'the same');
    expect(first).toBeLessThan(1);
    expect(later.length).toBeGreaterThan(SPAN / 2);
    for (const [index, time] of later.entries()) expect(time - (later[index - 1] ?? first)).toBeLessThan(1);
  },
);
