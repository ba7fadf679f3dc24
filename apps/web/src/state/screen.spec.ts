import type { CallScreen } from '@parley/call-view/state/stage.ts';
import type { Route } from './call-link.ts';
import { type Screen, screenOf } from './screen.ts';

const start: Route = { at: 'start' };
const check: Route = { at: 'check' };
const call: Route = { at: 'call', callId: 'x' };
const timeline: Route = { at: 'timeline', callId: 'x' };

describe('the screen', () => {
  it.each<[CallScreen | null, Route, Screen]>([
    [null, start, 'start'],
    [null, check, 'check'],
    [null, call, 'way-in'],
    ['returning', call, 'returning'],
    ['knocking', start, 'knocking'],
    ['waiting', call, 'waiting'],
    ['call', call, 'call'],
    ['end', call, 'end'],
    ['trouble', call, 'trouble'],
    ['trouble', start, 'trouble'],
    [null, timeline, 'timeline'],
    ['end', timeline, 'timeline'],
    ['trouble', timeline, 'timeline'],
    ['waiting', timeline, 'waiting'],
    ['call', timeline, 'call'],
  ])('with %s of a call to be seen, at %j, is %s', (callScreen, route, screen) => {
    expect(screenOf(callScreen, route)).toBe(screen);
  });
});
