// Browser tests: real WebRTC in the system's own Chromium, against servers that the tests start themselves.
import { defineConfig } from '@playwright/test';

/**
 * Where a picture must not stand still, or a rate is compared: what another test costs would be measured with it. And where two
 * browsers encode more pictures than half of a small machine can.
 */
const MEASURING =
  /\/browser\/(check|cluster|encoding|faults|files-large|firefox|group|groups|statistics|turn-renewal|vanished)\.spec\.ts$/;

export default defineConfig({
  testDir: 'test',
  testMatch: ['browser/**/*.spec.ts', 'examples/**/*.spec.ts'],
  outputDir: 'test-results/playwright',
  fullyParallel: false,
  // Most of them wait for a browser's or a server's clock; none shares anything with another.
  workers: 2,
  projects: [
    { name: 'beside others', testIgnore: MEASURING },
    { name: 'alone', testMatch: MEASURING, workers: 1 },
  ],
  retries: 0,
  forbidOnly: true,
  // What fails takes this long to say so; what passes is as quick as it is, on a machine that does much else, too.
  timeout: 120_000,
  expect: { timeout: 30_000 },
});
