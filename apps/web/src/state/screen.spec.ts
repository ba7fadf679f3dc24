import type { CallState } from '@parley/client';
import type { Route } from './call-link.ts';
import { type Screen, type Stage, screenOf } from './screen.ts';

const start: Route = { at: 'start' };
const check: Route = { at: 'check' };
const call: Route = { at: 'call', callId: 'x' };
const timeline: Route = { at: 'timeline', callId: 'x' };

describe('the screen', () => {
  it.each<[Stage, Route, CallState | null, Screen]>([
    ['outside', start, null, 'start'],
    ['outside', check, null, 'check'],
    ['outside', call, null, 'way-in'],
    ['returning', call, null, 'returning'],
    ['inside', call, 'waiting', 'waiting'],
    ['inside', call, 'connecting', 'call'],
    ['inside', call, 'connected', 'call'],
    ['inside', call, 'reconnecting', 'call'],
    ['over', call, 'ended', 'end'],
    ['trouble', call, null, 'trouble'],
    ['trouble', start, null, 'trouble'],
    ['outside', timeline, null, 'timeline'],
    ['over', timeline, null, 'timeline'],
    ['trouble', timeline, null, 'timeline'],
    ['inside', timeline, 'connected', 'call'],
  ])('of someone %s at %j in a call that is %s is %s', (stage, route, callState, screen) => {
    expect(screenOf(stage, route, callState)).toBe(screen);
  });
});
