import { readFile } from 'node:fs/promises';
import {
  ADDRESS_BUDGETS,
  ADDRESS_EVENTS,
  type BucketBudget,
  BUDGET_NAMES,
  SOCKET_EVENTS,
  SOCKETS_PER_ADDRESS,
} from './budgets.ts';

const number = (value: number) => value.toLocaleString('en');

it('the documentation says what the budgets are', async () => {
  const text = (await readFile(new URL('../../../../docs/settings.md', import.meta.url), 'utf8')).replaceAll(
    /\s+/g,
    ' ',
  );
  for (const name of BUDGET_NAMES) {
    const { perSecond, perMinute } = ADDRESS_BUDGETS[name];
    expect(text).toContain(`| ${number(perSecond)} | ${number(perMinute)} |`);
  }
  const bucket = ({ burst, perSecond }: BucketBudget) => [number(burst), `${number(perSecond)} a second`];
  for (const words of [...bucket(SOCKET_EVENTS), ...bucket(ADDRESS_EVENTS), `${number(SOCKETS_PER_ADDRESS)} sockets`]) {
    expect(text).toContain(words);
  }
});

it('every budget has its name', () => {
  expect(new Set(BUDGET_NAMES)).toEqual(new Set(Object.keys(ADDRESS_BUDGETS)));
});
