import { isChangeOfMind } from './change-of-mind.ts';

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });
const refused = (cause: unknown): Error =>
  Object.assign(new Error('Not shared.', { cause }), { code: 'screen-refused' });

describe('a screen that was not shared', () => {
  it.each([
    ['the picker was put away', refused(named('NotAllowedError', 'Permission denied')), true],
    ['the system is in the way', refused(named('NotAllowedError', 'Permission denied by system')), false],
    ['the screen cannot be read', refused(named('NotReadableError', 'Could not start')), false],
    ['the call is over', new Error('The call ended.'), false],
    ['nothing that is known', 'odd', false],
  ])('because %s', (_, error, changed) => {
    expect(isChangeOfMind(error)).toBe(changed);
  });
});
