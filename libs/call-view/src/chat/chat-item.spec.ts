import { type ChatItem, grouped, merged, withStatus } from './chat-item.ts';

const item = (key: string, from: string, at: number, to: string | null = null): ChatItem => ({
  key,
  at,
  from,
  name: from,
  own: from === 'me',
  to,
  words: key,
  status: from === 'me' ? { words: '', settled: key !== 'pending' } : null,
  Body: () => null,
});

const keys = (items: readonly ChatItem[]): string[] =>
  grouped(items).map((group) => group.items.map(({ key }) => key).join(' '));

describe('items of the chat', () => {
  it('stand under one name when one writes them one soon after the other', () => {
    expect(keys([item('1', 'ada', 0), item('2', 'ada', 1000), item('3', 'me', 2000), item('4', 'ada', 3000)])).toEqual([
      '1 2',
      '3',
      '4',
    ]);
  });

  it('are named again after some minutes, and when they are for somebody else', () => {
    expect(keys([item('1', 'ada', 0), item('2', 'ada', 180_000), item('3', 'ada', 180_001, 'me')])).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  it('say how they stand while that is open, and the latest own one does always', () => {
    const items = [item('1', 'me', 0), item('pending', 'me', 1), item('3', 'me', 2), item('4', 'ada', 3)];
    expect([...withStatus(items)]).toEqual(['pending', '3']);
  });

  it('of several sources stand in the order of their coming', () => {
    const messages = [item('1', 'ada', 10), item('2', 'ada', 30)];
    const files = [item('a', 'me', 20), item('b', 'me', 30)];
    expect(merged([messages, files]).map(({ key }) => key)).toEqual(['1', 'a', '2', 'b']);
  });
});
