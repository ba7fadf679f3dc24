// Unit tests stand beside their file; the suites under test/ that Playwright does not run are Jest's too.
import { readFileSync } from 'node:fs';
import { findTool, NGINX, POSTGRESQL, REDIS } from './scripts/lib/system-tools.ts';

const { $schema: _, ...build } = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
// As the build compiles, but imports keep naming the .ts files that stand there.
const compile = {
  ...build,
  swcrc: false,
  jsc: { ...build.jsc, rewriteRelativeImportExtensions: false, experimental: { keepImportAttributes: true } },
};

const project = (displayName, ...testMatch) => ({
  displayName,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  extensionsToTreatAsEsm: ['.ts'],
  // The packed library bears the name of its source.
  modulePathIgnorePatterns: ['<rootDir>/dist/client-package/'],
  transform: { '^.+\\.ts$': ['@swc/jest', compile] },
});

// Where there is none the other tests on PostgreSQL are skipped, and say so.
const hasPostgres = process.env.TEST_DATABASE_URL || findTool(POSTGRESQL);
const conformanceOnPostgres = {
  ...project('conformance-postgres', 'test/conformance/**/*.spec.ts'),
  globals: { parleyEngine: 'postgres' },
  // What no database has a part in.
  testPathIgnorePatterns: ['/node_modules/', '/(settings|protocol\\.socket|operations\\.rest)\\.spec\\.ts$'],
  globalSetup: '<rootDir>/test/postgres/conformance.setup.ts',
  globalTeardown: '<rootDir>/test/postgres/conformance.teardown.ts',
};

// In the long form alone: three servers want more of a machine than the other suites leave beside them.
const hasCluster = process.env.PARLEY_TEST_LONG === '1' && [NGINX, POSTGRESQL, REDIS].every((tool) => findTool(tool));
const conformanceOnCluster = {
  ...project('conformance-cluster', 'test/conformance/**/*.spec.ts'),
  globals: { parleyEngine: 'cluster' },
  // What is about one server's process or settings.
  testPathIgnorePatterns: [
    '/node_modules/',
    '/(settings|secrecy|restart|token-mode|operations\\.rest|protocol\\.socket)\\.spec\\.ts$',
  ],
  globalSetup: '<rootDir>/test/cluster/conformance.setup.ts',
  globalTeardown: '<rootDir>/test/cluster/conformance.teardown.ts',
};

export default {
  // More than there are processors: many of these tests wait for a server's clock.
  maxWorkers: 4,
  testSequencer: '<rootDir>/test/support/longest-first.sequencer.ts',
  // Where a test hangs, not how fast it is: a busy machine takes longer than Jest's 5 s to start a server.
  testTimeout: 30_000,
  projects: [
    {
      ...project('unit', 'libs/**/*.spec.ts', 'apps/**/*.spec.ts', 'scripts/**/*.spec.ts', 'test/bench/**/*.spec.ts'),
      testPathIgnorePatterns: ['/node_modules/', '\\.postgres\\.spec\\.ts$'],
    },
    {
      ...project('postgres', 'libs/**/*.postgres.spec.ts', 'test/postgres/**/*.spec.ts'),
      globalSetup: '<rootDir>/test/postgres/shared-postgres.setup.ts',
      globalTeardown: '<rootDir>/test/postgres/shared-postgres.teardown.ts',
    },
    project('integration', 'test/integration/**/*.spec.ts'),
    {
      ...project('conformance', 'test/conformance/**/*.spec.ts'),
      globalSetup: '<rootDir>/test/conformance/shared-server.setup.ts',
      globalTeardown: '<rootDir>/test/conformance/shared-server.teardown.ts',
    },
    ...(hasPostgres ? [conformanceOnPostgres] : []),
    ...(hasCluster ? [conformanceOnCluster] : []),
    project('faults', 'test/faults/**/*.spec.ts'),
    project('cluster', 'test/cluster/**/*.spec.ts'),
    project('networks', 'test/networks/**/*.spec.ts'),
    project('abuse', 'test/abuse/**/*.spec.ts'),
    project('security', 'test/security/**/*.spec.ts'),
    project('operations', 'test/operations/**/*.spec.ts'),
  ],
};
