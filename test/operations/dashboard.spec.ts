// The dashboard and the alerts ask for figures that there are.
import { parse } from 'yaml';
import { startServer } from '../support/start-server.ts';
import { Figures } from './support/figures.ts';
import { fileOf } from './support/stack.ts';

interface Dashboard {
  panels: { title: string; targets?: { expr: string }[] }[];
}
interface Rules {
  groups: { rules: { alert: string; expr: string }[] }[];
}

/** Names that Prometheus makes of a histogram's. */
const SERIES = /_(bucket|sum|count)$/;
const KNOWN_TO_PROMETHEUS = new Set(['up']);

let types: ReadonlyMap<string, string>;
beforeAll(async () => {
  const server = await startServer();
  try {
    ({ types } = await Figures.of(server.url));
  } finally {
    await server.discard();
  }
});

/** The metrics that an expression of PromQL names. */
function metricsIn(expr: string): string[] {
  return [...expr.matchAll(/\b((?:parley|nodejs|process)_\w+|up)\b/g)].map(([, name = '']) => name);
}

function missing(exprs: readonly string[]): string[] {
  const names = exprs.flatMap(metricsIn);
  return names.filter((name) => {
    const isSeries = types.get(name.replace(SERIES, '')) === 'histogram' && SERIES.test(name);
    return !isSeries && !types.has(name) && !KNOWN_TO_PROMETHEUS.has(name);
  });
}

const dashboard = async () => JSON.parse(await fileOf('deploy/grafana/dashboards/parley.json')) as Dashboard;
const rules = async () =>
  (parse(await fileOf('deploy/prometheus/alerts.yml')) as Rules).groups.flatMap((group) => group.rules);

it('every figure of the dashboard is one of /metrics', async () => {
  const exprs = (await dashboard()).panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  expect(exprs.length).toBeGreaterThan(20);
  expect(missing(exprs)).toEqual([]);
});

it('so is every one of the alerts', async () => {
  const exprs = (await rules()).map(({ expr }) => expr);
  expect(missing(exprs)).toEqual([]);
});

it('every figure of Parley’s is on the dashboard and in docs/operations.md', async () => {
  const [shown, told] = [JSON.stringify(await dashboard()), await fileOf('docs/operations.md')];
  const ours = [...types.keys()].filter((name) => name.startsWith('parley_'));
  expect(ours.filter((name) => !shown.includes(name))).toEqual([]);
  expect(ours.filter((name) => !told.includes(`\`${name}`))).toEqual([]);
});

it('docs/operations.md says what to do about every alert', async () => {
  const told = await fileOf('docs/operations.md');
  expect((await rules()).map(({ alert }) => alert).filter((alert) => !told.includes(`\`${alert}\``))).toEqual([]);
});
