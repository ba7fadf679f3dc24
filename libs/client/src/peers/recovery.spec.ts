import { describe, expect, test } from '@jest/globals';
import {
  FIRST_RUNG,
  recover,
  RECOVERY_CONNECTIONS,
  RECOVERY_TIMES,
  type RecoveryEvent,
  type RecoveryFacts,
  type RecoveryRung,
  type RecoveryState,
} from './recovery.ts';

const { disconnected, restart, relay, connect, renew, follow } = RECOVERY_TIMES;
const on = (rung: RecoveryRung, attempt = 0): RecoveryState => ({ rung, attempt });
const last = RECOVERY_CONNECTIONS;

/** A connection that stood, between two sides that have their server; this one leads, and there is no TURN server. */
const plain: RecoveryFacts = { leads: true, reachable: true, relay: false, established: true, connected: false };
const follower = { ...plain, leads: false };
const relayed = { ...plain, relay: true };
const cutOff = { ...plain, reachable: false };
const unanswered = { ...plain, established: false };
const flowing = { ...plain, connected: true };

type Row = [
  name: string,
  RecoveryState,
  RecoveryEvent,
  RecoveryFacts,
  RecoveryState,
  action: string,
  wait: number | null | 'keep',
];

const table: Row[] = [
  ['a connection that begins has its time', FIRST_RUNG, 'begun', unanswered, on('connecting', 1), 'none', connect],
  ['the follower gives it longer', FIRST_RUNG, 'begun', follower, on('connecting', 1), 'none', connect + follow],
  ['out of time: another', on('connecting', 1), 'timeout', plain, on('connecting', 1), 'begin-anew', null],
  ['which counts when it begins', on('connecting', 1), 'begun', plain, on('connecting', 2), 'none', connect],
  ['the last one in vain', on('connecting', last), 'timeout', plain, on('failed'), 'none', null],
  ['failed at once: not without a pause', on('connecting', 1), 'failed', plain, on('connecting', 1), 'none', 'keep'],
  ['connected ends every wait', on('relaying', 2), 'connected', plain, on('connected'), 'none', null],

  ['disconnected often heals', on('connected'), 'disconnected', plain, on('waiting'), 'none', disconnected],
  ['the follower waits', on('connected'), 'disconnected', follower, on('waiting'), 'none', disconnected + follow],
  ['it healed', on('waiting'), 'connected', plain, on('connected'), 'none', null],
  ['it did not heal', on('waiting'), 'timeout', plain, on('restarting'), 'restart-ice', restart],
  ['nor did the other act', on('waiting'), 'timeout', follower, on('restarting'), 'restart-ice', restart + follow],
  ['failed: restart now', on('connected'), 'failed', plain, on('restarting'), 'restart-ice', restart],
  ['failed while waiting', on('waiting'), 'failed', plain, on('restarting'), 'restart-ice', restart],
  ['failed: the follower lets the other act', on('connected'), 'failed', follower, on('waiting'), 'none', follow],
  ['disconnected while restarting', on('restarting'), 'disconnected', plain, on('restarting'), 'none', 'keep'],

  ['the restart was in vain', on('restarting'), 'timeout', plain, on('connecting'), 'begin-anew', null],
  ['the restart failed', on('restarting'), 'failed', plain, on('connecting'), 'begin-anew', null],
  ['the other side’s restart failed', on('restarting'), 'failed', follower, on('restarting'), 'none', 'keep'],
  ['with TURN: over relays', on('restarting'), 'timeout', relayed, on('relaying'), 'restart-relay', relay],
  ['with TURN, at once', on('restarting'), 'failed', relayed, on('relaying'), 'restart-relay', relay],
  ['nor over relays', on('relaying'), 'timeout', relayed, on('connecting'), 'begin-anew', null],
  ['relays failed', on('relaying'), 'failed', relayed, on('connecting'), 'begin-anew', null],
  ['another connection came of it', on('restarting'), 'begun', follower, on('connecting', 1), 'none', connect + follow],

  ['the network changed', on('connected'), 'networkchange', flowing, on('renewing'), 'restart-ice', renew],
  ['it changed while waiting', on('waiting'), 'networkchange', plain, on('renewing'), 'restart-ice', renew],
  ['told twice', on('renewing'), 'networkchange', plain, on('renewing'), 'none', 'keep'],
  ['the new address has a name now', on('renewing'), 'timeout', flowing, on('restarting'), 'restart-ice', restart],
  ['it came back before that', on('renewing'), 'connected', plain, on('connected'), 'none', null],
  ['it was never gone', on('restarting'), 'timeout', flowing, on('connected'), 'none', null],
  [
    'it changed with nothing to restart',
    on('connecting', 2),
    'networkchange',
    unanswered,
    on('connecting'),
    'begin-anew',
    null,
  ],
  ['it changed after all was tried', on('failed'), 'networkchange', plain, on('renewing'), 'restart-ice', renew],

  ['no server: nothing can be agreed on', on('waiting'), 'timeout', cutOff, on('waiting'), 'none', null],
  ['no server: nothing fails', on('connecting', last), 'timeout', cutOff, on('connecting', last), 'none', null],
  ['no server: failed is held, too', on('connected'), 'failed', cutOff, on('waiting'), 'none', null],
  ['the server is back: from the bottom', on('relaying', 2), 'rejoined', plain, on('renewing'), 'restart-ice', renew],
  ['the server is back: nothing was lost', on('connected'), 'rejoined', flowing, on('connected'), 'none', 'keep'],
  ['the server is back: it goes on', on('connecting', 2), 'rejoined', plain, on('connecting', 2), 'none', connect],
  ['the other is back: it may act by itself', on('restarting', 2), 'returned', plain, on('waiting'), 'none', follow],
  ['the other is back after all was tried', on('failed'), 'returned', plain, on('waiting'), 'none', follow],
  ['the other is back: nothing was lost', on('connected'), 'returned', flowing, on('connected'), 'none', 'keep'],
  ['the other is back: it goes on', on('connecting', 2), 'returned', plain, on('connecting', 2), 'none', connect],

  ['the other restarts first', on('waiting'), 'offered', plain, on('restarting'), 'none', restart],
  ['the other goes on', on('restarting'), 'offered', follower, on('restarting'), 'none', restart + follow],
  ['the other begins after all was tried', on('failed'), 'offered', plain, on('restarting'), 'none', restart],
  ['a mere renegotiation', on('connected'), 'offered', flowing, on('connected'), 'none', 'keep'],
];

describe('recover', () => {
  test.each(table)('%s', (_name, state, event, facts, next, action, wait) => {
    expect(recover(state, event, facts)).toEqual({ state: next, action, wait });
  });

  /** Everything that is done, and after how long, when nothing ever helps. */
  const climbed = (facts: RecoveryFacts): [string, number][] => {
    let state = on('connected');
    let event: RecoveryEvent = 'disconnected';
    let clock = 0;
    const done: [string, number][] = [];
    for (;;) {
      const verdict = recover(state, event, facts);
      ({ state } = verdict);
      if (verdict.action !== 'none') {
        done.push([verdict.action, clock]);
      }
      if (state.rung === 'failed') {
        return [...done, ['failed', clock]];
      }
      event = verdict.action === 'begin-anew' ? 'begun' : 'timeout';
      clock += typeof verdict.wait === 'number' ? verdict.wait : 0;
    }
  };

  test('climbs to its end when nothing helps', () => {
    expect(climbed(relayed)).toEqual([
      ['restart-ice', 5_000],
      ['restart-relay', 15_000],
      ['begin-anew', 25_000],
      ['begin-anew', 45_000],
      ['begin-anew', 65_000],
      ['failed', 85_000],
    ]);
    expect(climbed(plain).at(-1)).toEqual(['failed', 75_000]);
  });

  test('whoever follows is at every rung later than whoever leads', () => {
    const [leading, following] = [climbed(relayed), climbed({ ...relayed, leads: false })];
    expect(following.map(([what]) => what)).toEqual(leading.map(([what]) => what));
    for (const [index, [, at]] of following.entries()) {
      expect(at).toBeGreaterThanOrEqual((leading[index]?.[1] ?? 0) + follow);
    }
  });
});
