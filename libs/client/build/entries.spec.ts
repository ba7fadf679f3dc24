import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { ENTRIES, isScript, type Entry } from './entries.ts';

const read = (path: string): Promise<string> => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');

interface Limit {
  name: string;
  path: string;
  limit: string;
}

const limits: Limit[] = JSON.parse(await read('.size-limit.json'));
const guide = await read('docs/client.md');

/** What a page loads of it: a script, or else the module. */
function fileOf(entry: Entry): string {
  if (entry.name === 'index') return 'dist/client/parley.js';
  return isScript(entry) ? `dist/client/parley/${entry.name}.js` : `dist/client-package/${entry.name}.js`;
}

test.each(ENTRIES)('the entry $name has a limit to its size, and the same one in the guide', (entry) => {
  const isCore = entry.name === 'index';
  const held = limits.find(({ path }) => path === fileOf(entry));
  const name = isCore ? '@parley/client' : entry.name;
  const told = new RegExp(`^\\| \`${name}\` +\\| +[\\d.]+ kB +\\| ([\\d.]+ kB) `, 'm').exec(guide);
  expect(held).toMatchObject({ name: isCore ? 'parley.js' : name });
  expect(told?.[1]).toBe(held?.limit);
});

test('the core, signaling included, stays below 16 kB', () => {
  expect(limits.find(({ path }) => path === 'dist/client/parley.js')?.limit).toBe('16 kB');
});
