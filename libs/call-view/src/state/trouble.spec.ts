import { TROUBLE_WORDS } from '../words/trouble-words.ts';
import { TROUBLE_KINDS, troubleOf } from './trouble.ts';

const coded = (code: string, extra: object = {}): Error => Object.assign(new Error('Said so.'), { code, ...extra });

describe('trouble', () => {
  it.each([
    ['camera-refused', 'camera-refused'],
    ['call-full', 'call-full'],
    ['server-unreachable', 'server-unreachable'],
    ['opened-elsewhere', 'replaced'],
    ['internal', 'unknown'],
  ])('with the code %s is the kind %s', (code, kind) => {
    expect(troubleOf(coded(code)).kind).toBe(kind);
  });

  it('tells its code, its message and its cause in the details', () => {
    const cause = Object.assign(new Error('Device in use'), { name: 'NotReadableError' });
    expect(troubleOf(coded('camera-in-use', { cause })).details).toBe(
      'camera-in-use · Said so. · NotReadableError: Device in use',
    );
  });

  it('takes what is not an error as it comes', () => {
    expect(troubleOf('odd')).toEqual({ kind: 'unknown', details: 'odd' });
  });

  it.each(TROUBLE_KINDS)('%s says what is wrong and what to do, one sentence each at least', (kind) => {
    const { what, todo } = TROUBLE_WORDS[kind];
    expect(what).toMatch(/^[A-Z].*\.$/);
    expect(todo).toMatch(/^[A-Z].*\.$/);
  });
});
