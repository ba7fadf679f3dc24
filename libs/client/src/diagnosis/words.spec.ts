import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import { CAUSES } from './cause.ts';
import { CAUSE_WORDS } from './words.ts';

const page = readFileSync(new URL('../../../../docs/diagnosis.md', import.meta.url), 'utf8');
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => [/^`(.*)`/.exec(section)?.[1] ?? '', section.replaceAll(/\s+/g, ' ')]),
);

describe('docs/diagnosis.md', () => {
  test('has a section for each cause, in the order in which they are looked for, and no other', () => {
    expect([...sections.keys()]).toEqual(CAUSES);
  });

  it.each(CAUSES)('says of %s what the page says', (cause) => {
    for (const words of Object.values(CAUSE_WORDS[cause])) {
      expect(sections.get(cause)).toContain(words);
    }
  });
});

test('every cause has its words, and a rule', () => {
  expect(new Set(Object.keys(CAUSE_WORDS))).toEqual(new Set(CAUSES));
});

test('every setting that is named exists', () => {
  const settings = readFileSync(new URL('../../../../docs/settings.md', import.meta.url), 'utf8');
  const named = Object.values(CAUSE_WORDS).flatMap(({ remedy }) => remedy.match(/PARLEY_\w+/g) ?? []);
  expect(named.length).toBeGreaterThan(0);
  for (const setting of named) {
    expect(settings).toContain(`\`${setting}\``);
  }
});
