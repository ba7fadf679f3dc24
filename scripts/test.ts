// npm test: every check there is, in one go; npm run test:long adds what takes longer. In CI nothing may be skipped.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freshBuild, freshPackage } from './lib/fresh-build.ts';
import { NETWORK_TOOLS, whyNoNetworks } from './lib/network-tools.ts';
import { capture, ROOT, run } from './lib/run.ts';
import { CADDY, CHROMIUM, COTURN, FIREFOX, JQ, NGINX, POSTGRESQL, provideTools, REDIS } from './lib/system-tools.ts';
import { add, jestCounts, NONE, playwrightCounts, type Counts } from './lib/test-results.ts';

const RESULTS = join(ROOT, 'test-results');
const JEST_RESULTS = join(RESULTS, 'jest.json');

const CHECKS = ['check:format', 'lint', 'check:types', 'check:architecture', 'check:docs', 'check:dependencies'];
const CHECKS_OF_THE_BUILD = ['check:sizes', 'check:package', 'check:examples'];

const inCi = process.env.CI === 'true';
const long = process.argv.includes('--long');

/** Checks beside each other; each counts as a test. */
async function check(names: readonly string[]): Promise<Counts> {
  const results = await Promise.all(names.map((name) => capture(['npm', 'run', '--silent', name])));
  let counts = NONE;
  for (const [index, { code, output }] of results.entries()) {
    console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${names[index]}`);
    if (code !== 0) console.log(output);
    counts = add(counts, code === 0 ? { ...NONE, passed: 1 } : { ...NONE, failed: 1 });
  }
  return counts;
}

/** Networks that are really cut, proxies, a TURN server, databases: where one cannot be had its tests are skipped, each by itself. */
async function provideSurroundings(): Promise<void> {
  // The tests of several servers end and cut their PostgreSQL: it is one of their own, whatever TEST_DATABASE_URL names.
  const everywhere = [CADDY, COTURN, NGINX, POSTGRESQL, REDIS];
  const missing = await provideTools(process.platform === 'linux' ? [...NETWORK_TOOLS, ...everywhere] : everywhere);
  const why = whyNoNetworks();
  if (why) console.log(`SKIPPED  the tests on networks of their own: ${why}.`);
  if (missing.includes(COTURN)) console.log(`SKIPPED  the tests of TURN: ${COTURN.advice}.`);
  if (missing.includes(POSTGRESQL)) console.log(`SKIPPED  the tests on PostgreSQL: ${POSTGRESQL.advice}.`);
  if (missing.includes(CADDY)) console.log(`SKIPPED  the tests of the proxy: ${CADDY.advice}.`);
  for (const tool of [REDIS, NGINX]) {
    if (missing.includes(tool)) console.log(`SKIPPED  the tests of several servers: ${tool.advice}.`);
  }
}

/** In the long form the contract is asked of three servers, too, which leave room for two askers. */
const AT_THREE_SERVERS = 'conformance-cluster';
const JEST_RUNS = long
  ? [[`--ignoreProjects=${AT_THREE_SERVERS}`], [`--selectProjects=${AT_THREE_SERVERS}`, '--maxWorkers=2']]
  : [[]];

async function runJest(): Promise<Counts> {
  let counts = NONE;
  for (const chosen of JEST_RUNS) {
    await run(['npm', 'run', '--silent', 'jest', '--', ...chosen, '--json', `--outputFile=${JEST_RESULTS}`], {
      environment: long ? { PARLEY_TEST_LONG: '1' } : {},
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    counts = add(counts, await jestCounts(JEST_RESULTS));
  }
  return counts;
}

async function runPlaywright(): Promise<Counts> {
  // One example alone wants it, and is skipped by itself.
  await provideTools([JQ]);
  const missing = await provideTools([CHROMIUM, FIREFOX]);
  if (missing.length > 0) {
    for (const { name, advice } of missing) console.log(`SKIPPED  the browser tests: ${name} is missing: ${advice}.`);
    return { ...NONE, skipped: 1 };
  }
  let counts = NONE;
  for (const project of ['beside others', 'alone']) {
    const results = join(RESULTS, `playwright ${project}.json`);
    const chosen = [`--project=${project}`, ...(long ? [] : ['--grep-invert', '@long'])];
    await run(['playwright', 'test', '--reporter=list,json', ...chosen], {
      environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: results },
    });
    counts = add(counts, await playwrightCounts(results));
  }
  return counts;
}

await rm(RESULTS, { recursive: true, force: true });
await mkdir(RESULTS, { recursive: true });
let counts = await check(CHECKS);
await freshBuild();
await freshPackage();
counts = add(counts, await check(CHECKS_OF_THE_BUILD));
await provideSurroundings();
counts = add(counts, await runJest());
counts = add(counts, await runPlaywright());

if (counts.skipped > 0) console.log(`\n${counts.skipped} SKIPPED: see above what is missing.`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 || (inCi && counts.skipped > 0) ? 1 : 0);
