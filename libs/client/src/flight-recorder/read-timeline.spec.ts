import { afterEach, expect, test } from '@jest/globals';
import { everyoneLeaves, together } from '../testing/together.ts';
import { readTimeline } from './read-timeline.ts';

afterEach(async () => {
  expect(await everyoneLeaves()).toEqual([]);
});

test('a timeline is read whole, page by page, with its call and everyone in it', async () => {
  const [ada] = await together();
  const asked: string[] = [];
  ada.ask = <Answer>(path = ''): Promise<Answer> => {
    asked.push(path);
    const pages: Record<string, object> = {
      '': { id: 'a-call' },
      '/participants?limit=200&cursor=': { items: ['ada'], nextCursor: null },
      '/timeline?limit=200&cursor=': { items: [1, 2], nextCursor: 'next' },
      '/timeline?limit=200&cursor=next': { items: [3], nextCursor: null },
    };
    return Promise.resolve(pages[asked.at(-1) ?? ''] as Answer);
  };
  expect(await readTimeline(ada.call)).toEqual({ call: { id: 'a-call' }, participants: ['ada'], entries: [1, 2, 3] });
  expect(asked).toHaveLength(4);
});
