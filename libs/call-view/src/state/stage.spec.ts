import type { CallState } from '@parley/client';
import { type CallScreen, callScreenOf, type Stage } from './stage.ts';

describe('what is shown of a call', () => {
  it.each<[Stage, CallState | null, CallScreen | null]>([
    ['outside', null, null],
    ['returning', null, 'returning'],
    ['knocking', null, 'knocking'],
    ['inside', 'waiting', 'waiting'],
    ['inside', 'connecting', 'call'],
    ['inside', 'connected', 'call'],
    ['inside', 'reconnecting', 'call'],
    ['inside', 'failed', 'call'],
    ['over', null, 'end'],
    ['trouble', null, 'trouble'],
  ])('to someone %s in a call that is %s is %s', (stage, callState, screen) => {
    expect(callScreenOf(stage, callState)).toBe(screen);
  });
});
