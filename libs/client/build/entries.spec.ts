import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';

const read = (path: string): Promise<string> => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');

interface Limit {
  name: string;
  path: string;
  limit: string;
}

const { exports }: { exports: Record<string, string> } = JSON.parse(await read('libs/client/package.json'));
const limits: Limit[] = JSON.parse(await read('.size-limit.json'));
const guide = await read('docs/client.md');

test.each(Object.keys(exports))('the entry %s has a limit to its size, and the same one in the guide', (subpath) => {
  const name = subpath === '.' ? 'parley.js' : subpath.slice(2);
  const path = subpath === '.' ? 'dist/client/parley.js' : `dist/client/parley/${name}.js`;
  const held = limits.find((each) => each.path === path);
  const entry = subpath === '.' ? '@parley/client' : name;
  const told = new RegExp(`^\\| \`${entry}\` +\\| +[\\d.]+ kB +\\| ([\\d.]+ kB) `, 'm').exec(guide);
  expect(held).toMatchObject({ name });
  expect(told?.[1]).toBe(held?.limit);
});

test('the core, with Socket.IO’s client, stays below 22 kB', () => {
  expect(limits.find(({ path }) => path === 'dist/client/parley.js')?.limit).toBe('22 kB');
});
