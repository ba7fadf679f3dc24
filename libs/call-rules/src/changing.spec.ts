import { type Changing, decideChange } from './changing.ts';

const changing = (facts: Partial<Changing>): Changing => ({
  call: { state: 'active' },
  version: 7,
  ifMatch: undefined,
  describes: false,
  ends: false,
  ...facts,
});
const ended = { call: { state: 'ended' } } as const;

describe('deciding on a change', () => {
  it.each<[string, Partial<Changing>, string]>([
    ['a new name', { describes: true }, 'changes'],
    ['the end', { ends: true }, 'changes'],
    ['nothing at all', {}, 'changes'],
    ['the version that was named', { describes: true, ifMatch: [3, 7] }, 'changes'],
    ['any version', { describes: true, ifMatch: '*' }, 'changes'],
    ['the end once more', { ...ended, ends: true }, 'nothing'],
    ['the end once more, of this version', { ...ended, ends: true, ifMatch: [7] }, 'nothing'],
  ])('takes %s', (_, facts, decision) => {
    expect(decideChange(changing(facts))).toBe(decision);
  });

  it.each<[string, Partial<Changing>, string]>([
    ['another version', { describes: true, ifMatch: [6] }, 'precondition-failed'],
    ['no version', { describes: true, ifMatch: [] }, 'precondition-failed'],
    ['a name after the end', { ...ended, describes: true }, 'call-ended'],
    ['a name with the end, after the end', { ...ended, describes: true, ends: true }, 'call-ended'],
    ['nothing at all, after the end', ended, 'call-ended'],
    ['an ended call before another version', { ...ended, describes: true, ifMatch: [6] }, 'call-ended'],
    ['the end once more, of another version', { ...ended, ends: true, ifMatch: [6] }, 'precondition-failed'],
  ])('refuses %s', (_, facts, code) => {
    expect(decideChange(changing(facts))).toMatchObject({ code });
  });
});
