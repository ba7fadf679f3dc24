import { doorOf } from './door.ts';

const coded = (code: string): Error => Object.assign(new Error('Said so.'), { code });

describe('what a door asks for', () => {
  it.each(['password-required', 'wrong-password', 'admission-required'])('%s can be given', (code) => {
    expect(doorOf(coded(code), 'a-call')).toEqual({ callId: 'a-call', asks: code });
  });

  it.each(['call-locked', 'unauthorized'])('%s is trouble', (code) => {
    expect(doorOf(coded(code), 'a-call')).toBeNull();
  });

  it('is nothing at no known call, or of an error without a code', () => {
    expect(doorOf(coded('wrong-password'), null)).toBeNull();
    expect(doorOf('wrong-password', 'a-call')).toBeNull();
  });
});
