// `GET /calls`: filters, keyset pages, and who sees what is not listed.
import type { Call, Page } from '@parley/protocol';
import { withQuery, type Query } from '../support/rest-api.ts';
import { newSecret } from '../support/samples.ts';
import { rest, sit } from './doors.ts';
import { API_KEY, itWithApiKey, serverUnderTest } from './server-under-test.ts';
import { callLike, expectProblem } from './shapes.ts';

// A database of its own: what it lists is what it made.
const server = serverUnderTest({});

const list = async (query: Query = {}, bearer?: string) =>
  (await server.api.get<Page<Call>>(withQuery('/calls', query), { bearer })).body;
const ids = ({ items }: Page<Call>) => items.map(({ id }) => id);

async function createSome(count: number): Promise<string[]> {
  const made: string[] = [];
  for (let i = 0; i < count; i++) made.unshift((await server.createCall({ name: `number ${i}` })).id);
  return made;
}

describe('GET /calls', () => {
  it('answers 200 with `items` of Calls and a `nextCursor`', async () => {
    const { id } = await server.createCall({ name: 'In the list' });
    const answer = await server.api.get<Page<Call>>('/calls');
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body).toSorted()).toEqual(['items', 'nextCursor']);
    expect(answer.body.items[0]).toEqual(callLike({ id, name: 'In the list' }));
  });

  it('lists the newest first, by order of creation', async () => {
    const made = await createSome(3);
    expect(ids(await list()).slice(0, 3)).toEqual(made);
  });

  it('walks page by page by cursor, neither missing nor repeating a call; calls made meanwhile do not shift it', async () => {
    const made = await createSome(5);
    const first = await list({ limit: 2 });
    expect(ids(first)).toEqual(made.slice(0, 2));
    await server.createCall();
    const second = await list({ limit: 2, cursor: first.nextCursor ?? '' });
    expect(ids(second)).toEqual(made.slice(2, 4));
    const third = await list({ limit: 2, cursor: second.nextCursor ?? '' });
    expect(ids(third)[0]).toBe(made[4]);
  });

  it('has a null nextCursor on the last page, also when that is full', async () => {
    /** How many calls each page has, to the end. */
    const walk = async (limit: number): Promise<number[]> => {
      const sizes: number[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<Call> = await list({ limit, ...(cursor !== null && { cursor }) });
        sizes.push(page.items.length);
        cursor = page.nextCursor;
      } while (cursor !== null);
      return sizes;
    };
    const total = (await walk(200)).reduce((sum, size) => sum + size, 0);
    await createSome(50 - (total % 50));
    const sizes = await walk(50);
    expect(sizes.length).toBeGreaterThanOrEqual(Math.ceil(total / 50));
    expect(sizes.at(-1)).toBeGreaterThan(0);
  });

  it('has 50 items by default', async () => {
    await createSome(51);
    const page = await list();
    expect(page.items).toHaveLength(50);
    expect(page.nextCursor).toEqual(expect.any(String));
  });

  it('filters by state', async () => {
    const waiting = await server.createCall();
    const active = await server.createCall();
    await sit(rest, server, active.id);
    await sit(rest, server, active.id);
    const ended = await server.createCall();
    await server.api.patch(`/calls/${ended.id}`, { state: 'ended' }, { bearer: ended.ownerSecret });
    for (const [state, call] of Object.entries({ waiting, active, ended })) {
      const page = await list({ state, limit: 200 });
      expect(page.items[0]).toMatchObject({ id: call.id, state });
      expect(new Set(page.items.map((item) => item.state))).toEqual(new Set([state]));
    }
    const unfiltered = ids(await list());
    expect(unfiltered.slice(0, 3)).toEqual([ended.id, active.id, waiting.id]);
  });

  it('keeps the filter over its pages', async () => {
    await createSome(2);
    const first = await list({ state: 'waiting', limit: 1 });
    const second = await list({ state: 'waiting', limit: 1, cursor: first.nextCursor ?? '' });
    expect(second.items[0]).toMatchObject({ state: 'waiting' });
    expect(ids(second)).not.toEqual(ids(first));
  });

  it('has only listed calls without an API key', async () => {
    const hidden = await server.createCall({ listed: false });
    const shown = await server.createCall();
    expect(ids(await list()).slice(0, 2)).toEqual([shown.id, expect.not.stringMatching(hidden.id)]);
  });

  itWithApiKey('has all calls with an API key', async () => {
    const hidden = await server.createCall({ listed: false });
    const shown = await server.createCall();
    expect(ids(await list({}, API_KEY)).slice(0, 2)).toEqual([shown.id, hidden.id]);
  });

  it.each([{ limit: 1 }, { limit: 200 }])('takes %j', async (query) => {
    expect((await server.api.get(withQuery('/calls', query))).status).toBe(200);
  });

  it.each([
    [{ limit: 0 }, 'limit'],
    [{ limit: 201 }, 'limit'],
    [{ limit: -1 }, 'limit'],
    [{ limit: '1.5' }, 'limit'],
    [{ limit: 'many' }, 'limit'],
    [{ state: 'lively' }, 'state'],
    [{ cursor: 'not-one-of-ours' }, 'cursor'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j and names it', async (query, path) => {
    expectProblem(await server.api.get(withQuery('/calls', query)), 'invalid-payload', path);
  });

  it('refuses an unknown Bearer', async () => {
    expectProblem(await server.api.get('/calls', { bearer: newSecret() }), 'unauthorized');
  });
});
