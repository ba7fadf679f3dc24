// docs/security.md is a claim that can be looked up: no requirement is left out, each has its status, the figures are those of
// the table, and what is said to show something is there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.ts';

const TEXT = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');

/** OWASP ASVS 5.0.0, levels 1 and 2, a line for each chapter: `section:requirements`. */
const REQUIREMENTS = `
1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2
2.1:1-3 2.2:1-3 2.3:1-4 2.4:1
3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2
4.1:1-3 4.2:1 4.3:1-2 4.4:1-4
5.1:1 5.2:1-3 5.3:1-2 5.4:1-3
6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3 6.8:1-4
7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2
8.1:1-2 8.2:1-3 8.3:1 8.4:1
9.1:1-3 9.2:1-4
10.1:1-2 10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3
11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1 11.6:1
12.1:1-3 12.2:1-2 12.3:1-4
13.1:1 13.2:1-5 13.3:1-2 13.4:1-5
14.1:1-2 14.2:1-4 14.3:1-3
15.1:1-3 15.2:1-3 15.3:1-7
16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3
17.1:1 17.2:1-4 17.3:1-2
`;

interface Row {
  requirements: string[];
  asked: string;
  status: string;
  how: string;
  tests: string;
}

const rows: Row[] = TEXT.split('\n')
  .filter((line) => /^\| \d+\.\d+\.\d+/.test(line))
  .map((line) => {
    const [requirements = '', asked = '', status = '', how = '', tests = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { requirements: requirements.split(', '), asked, status, how, tests };
  });

function demanded(): string[] {
  return REQUIREMENTS.trim()
    .split(/\s+/)
    .flatMap((entry) => {
      const [section = '', numbers = ''] = entry.split(':');
      return numbers.split(',').flatMap((range) => {
        const [first = 0, last = first] = range.split('-').map(Number);
        return Array.from({ length: last - first + 1 }, (_, index) => `${section}.${first + index}`);
      });
    });
}

it('has every requirement once', () => {
  const listed = rows.flatMap(({ requirements }) => requirements);
  expect(listed.toSorted()).toEqual(demanded().toSorted());
});

it('says of each what is asked for, whether it is met, and how or why not', () => {
  const vague = rows.filter(({ asked, status, how }) => !asked || !how || !['met', 'open', 'n/a'].includes(status));
  expect(vague).toEqual([]);
});

it('names for each that is met what shows it', () => {
  const unshown = rows.filter(({ status, tests }) => status === 'met' && !/\]\(\.\.\/\S+\)/.test(tests));
  expect(unshown).toEqual([]);
});

it('names nothing that is not there', () => {
  const links = [...TEXT.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) => path);
  expect(links.filter((path) => !existsSync(join(ROOT, 'docs', path)))).toEqual([]);
});

it('counts as its table does', () => {
  const count = (status: string) =>
    rows.filter((row) => row.status === status).reduce((sum, { requirements }) => sum + requirements.length, 0);
  const figures = `${count('met')} met, ${count('n/a')} not applicable, ${count('open')} open`;
  expect(TEXT).toContain(figures);
  expect(TEXT).toMatch(new RegExp(`Of ${demanded().length}:`));
});
