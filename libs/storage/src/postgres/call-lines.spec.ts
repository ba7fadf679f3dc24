import { CallLines, type Waiting } from './call-lines.ts';

interface Job extends Waiting {
  name: string;
}

const signal = (name: string, unique = name): Job => ({ kind: 'signal', since: 0, unique, name });
const command = (name: string): Job => ({ kind: 'command', since: 0, unique: undefined, name });
const names = ({ jobs }: { jobs: Job[] }): string[] => jobs.map(({ name }) => name);

describe('lines of what waits, one for each call', () => {
  let lines: CallLines<Job>;
  beforeEach(() => (lines = new CallLines()));

  it('give the signals of many calls together, each line up to its first command', () => {
    for (const job of [signal('a1'), signal('a2'), command('a3'), signal('a4')]) lines.add('a', job);
    lines.add('b', signal('b1'));
    expect(names(lines.takeSignals(10))).toEqual(['a1', 'a2', 'b1']);
    expect(lines.size).toBe(2);
  });

  it('stand still until what was taken is done', () => {
    lines.add('a', signal('first'));
    const first = lines.takeSignals(10);
    lines.add('a', signal('second'));
    lines.add('a', command('third'));
    expect([lines.has('signal'), lines.has('command')]).toEqual([false, false]);
    first.done();
    const second = lines.takeSignals(10);
    expect(names(second)).toEqual(['second']);
    second.done();
    expect(lines.has('signal')).toBe(false);
    expect(lines.takeCommands(10)).toMatchObject({ callId: 'a', jobs: [{ name: 'third' }] });
  });

  it('give the commands of one call at a time, those of different calls beside each other', () => {
    for (const job of [command('a1'), command('a2'), signal('a3')]) lines.add('a', job);
    lines.add('b', command('b1'));
    expect([names(lines.takeCommands(10)), names(lines.takeCommands(10))]).toEqual([['a1', 'a2'], ['b1']]);
    expect(lines.has('command')).toBe(false);
  });

  it('give no two of the same at once', () => {
    lines.add('a', signal('first', 'same'));
    lines.add('a', signal('again', 'same'));
    const taken = lines.takeSignals(10);
    expect(names(taken)).toEqual(['first']);
    taken.done();
    expect(names(lines.takeSignals(10))).toEqual(['again']);
  });

  it('give no more than was asked for, and the rest the next time', () => {
    for (const call of ['a', 'b', 'c']) lines.add(call, signal(call));
    const taken = lines.takeSignals(2);
    expect(names(taken)).toEqual(['a', 'b']);
    expect(names(lines.takeSignals(2))).toEqual(['c']);
  });

  it('let go of what has waited too long, in standing lines too', () => {
    lines.add('a', signal('taken'));
    const taken = lines.takeSignals(10);
    lines.add('a', { ...signal('old'), since: 1 });
    lines.add('a', { ...command('new'), since: 5 });
    lines.add('b', { ...command('old too'), since: 2 });
    expect(lines.takeOlder(5).map(({ name }) => name)).toEqual(['old', 'old too']);
    expect([lines.size, lines.has('command')]).toEqual([1, false]);
    taken.done();
    expect(lines.has('command')).toBe(true);
  });
});
