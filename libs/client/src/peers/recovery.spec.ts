import { describe, expect, test } from '@jest/globals';
import { FIRST_RUNG, recover, RECOVERY_TIMES, type RecoveryEvent, type RecoveryState } from './recovery.ts';

const { disconnected, restart, connect, longestConnect, follow } = RECOVERY_TIMES;
const on = (rung: RecoveryState['rung'], attempt = 0): RecoveryState => ({ rung, attempt });

type Row = [name: string, RecoveryState, RecoveryEvent, leads: boolean, RecoveryState, action: string, wait: unknown];

const table: Row[] = [
  ['a connection that begins has its time', FIRST_RUNG, 'begun', true, on('connecting'), 'none', connect],
  ['the follower gives it longer', FIRST_RUNG, 'begun', false, on('connecting'), 'none', connect + follow],
  ['each one begun in vain doubles it', on('connecting', 1), 'begun', true, on('connecting', 1), 'none', 2 * connect],
  ['up to the longest', on('connecting', 9), 'begun', true, on('connecting', 9), 'none', longestConnect],
  ['connected ends every wait', on('restarting', 3), 'connected', true, on('connected'), 'none', null],
  ['out of time: another one', on('connecting'), 'timeout', true, on('connecting', 1), 'begin-anew', null],
  ['failed at once: not without a pause', on('connecting'), 'failed', true, on('connecting'), 'none', 'keep'],

  ['disconnected often heals', on('connected'), 'disconnected', true, on('waiting'), 'none', disconnected],
  ['the follower waits longer', on('connected'), 'disconnected', false, on('waiting'), 'none', disconnected + follow],
  ['it did not heal', on('waiting'), 'timeout', true, on('restarting'), 'restart-ice', restart],
  ['nor did the other side act', on('waiting'), 'timeout', false, on('restarting'), 'restart-ice', restart + follow],
  ['it healed', on('waiting'), 'connected', true, on('connected'), 'none', null],
  ['failed: restart now', on('connected'), 'failed', true, on('restarting'), 'restart-ice', restart],
  ['failed while waiting: restart now', on('waiting'), 'failed', true, on('restarting'), 'restart-ice', restart],
  ['failed: the follower lets the other act', on('connected'), 'failed', false, on('waiting'), 'none', follow],

  ['disconnected again while restarting', on('restarting'), 'disconnected', true, on('restarting'), 'none', 'keep'],
  ['the restart was in vain', on('restarting'), 'timeout', true, on('connecting', 1), 'begin-anew', null],
  ['the restart failed', on('restarting'), 'failed', true, on('connecting', 1), 'begin-anew', null],
  ['the other side’s restart failed', on('restarting'), 'failed', false, on('restarting'), 'none', 'keep'],
  ['another connection came of it', on('restarting'), 'begun', false, on('connecting'), 'none', connect + follow],
];

describe('recover', () => {
  test.each(table)('%s', (_name, state, event, leads, next, action, wait) => {
    expect(recover(state, event, leads)).toEqual({ state: next, action, wait });
  });

  test('climbs to a new connection when nothing heals', () => {
    let state = on('connected');
    const actions = (['disconnected', 'timeout', 'timeout', 'begun', 'timeout'] as const).map((event) => {
      const verdict = recover(state, event, true);
      ({ state } = verdict);
      return verdict.action;
    });
    expect(actions).toEqual(['none', 'restart-ice', 'begin-anew', 'none', 'begin-anew']);
    expect(state).toEqual(on('connecting', 2));
  });
});
