// The programs that tests need beside npm's packages: found, or installed where that is ours to do (Debian as root).
import { existsSync, readdirSync } from 'node:fs';
import { run, type RunOptions } from './run.ts';

export interface SystemTool {
  name: string;
  /** Where it may stand, likeliest first; an environment variable of the same purpose comes before all. */
  paths: readonly string[];
  environmentVariable: string;
  debianPackage: string;
  /** One line for whoever has to install it by hand. */
  advice: string;
}

export const CHROMIUM: SystemTool = {
  name: 'Chromium',
  paths: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ],
  environmentVariable: 'PARLEY_TEST_CHROMIUM',
  debianPackage: 'chromium',
  advice: 'install Chromium or Chrome, or name it in PARLEY_TEST_CHROMIUM',
};

export const FIREFOX: SystemTool = {
  name: 'Firefox',
  paths: [
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
  environmentVariable: 'PARLEY_TEST_FIREFOX',
  debianPackage: 'firefox-esr',
  advice: 'install Firefox, or name it in PARLEY_TEST_FIREFOX',
};

/** A TURN server. */
export const COTURN: SystemTool = {
  name: 'coturn',
  paths: ['/usr/bin/turnserver', '/usr/local/bin/turnserver', '/opt/homebrew/bin/turnserver'],
  environmentVariable: 'PARLEY_TEST_COTURN',
  debianPackage: 'coturn',
  advice: 'install coturn, or name its turnserver in PARLEY_TEST_COTURN',
};

/** The server; `initdb` and the rest stand beside it. */
export const POSTGRESQL: SystemTool = {
  name: 'PostgreSQL',
  get paths() {
    return [...debianVersions(), '/usr/local/bin/postgres', '/opt/homebrew/bin/postgres'];
  },
  environmentVariable: 'PARLEY_TEST_POSTGRESQL',
  debianPackage: 'postgresql',
  advice:
    'install PostgreSQL 15 or newer, name its `postgres` in PARLEY_TEST_POSTGRESQL, or a server in TEST_DATABASE_URL',
};

/** Debian keeps each version in a folder of its own, and puts none of them on the path. */
function debianVersions(): string[] {
  const folder = '/usr/lib/postgresql';
  if (!existsSync(folder)) return [];
  const versions = readdirSync(folder).map(Number).filter(Number.isInteger);
  return versions.toSorted((one, other) => other - one).map((version) => `${folder}/${version}/bin/postgres`);
}

/** What several servers tell each other through. */
export const REDIS: SystemTool = {
  name: 'Redis',
  paths: ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'],
  environmentVariable: 'PARLEY_TEST_REDIS',
  debianPackage: 'redis-server',
  advice: 'install Redis 7 or newer, or name its redis-server in PARLEY_TEST_REDIS',
};

/** The proxy in front of several servers. */
export const NGINX: SystemTool = {
  name: 'nginx',
  paths: ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/bin/nginx', '/opt/homebrew/bin/nginx'],
  environmentVariable: 'PARLEY_TEST_NGINX',
  debianPackage: 'nginx-light',
  advice: 'install nginx, or name it in PARLEY_TEST_NGINX',
};

/** For the example that speaks REST in a shell. */
export const JQ: SystemTool = {
  name: 'jq',
  paths: ['/usr/bin/jq', '/usr/local/bin/jq', '/opt/homebrew/bin/jq'],
  environmentVariable: 'PARLEY_TEST_JQ',
  debianPackage: 'jq',
  advice: 'install jq',
};

/** What docker-compose.yml puts in front of the servers. */
export const CADDY: SystemTool = {
  name: 'Caddy',
  paths: ['/usr/bin/caddy', '/usr/local/bin/caddy', '/opt/homebrew/bin/caddy'],
  environmentVariable: 'PARLEY_TEST_CADDY',
  debianPackage: 'caddy',
  advice: 'install Caddy, or name it in PARLEY_TEST_CADDY',
};

/** Where the tool stands, or null. */
export function findTool({ paths, environmentVariable }: SystemTool): string | null {
  const named = process.env[environmentVariable];
  return named ?? paths.find((path) => existsSync(path)) ?? null;
}

/** Installs through apt-get what is missing, where that is possible. Answers what is missing still. */
export async function provideTools(tools: readonly SystemTool[]): Promise<SystemTool[]> {
  const missing = tools.filter((tool) => !findTool(tool));
  if (missing.length === 0 || !isDebianRoot()) return missing;
  const packages = missing.map((tool) => tool.debianPackage);
  console.log(`Installing ${packages.join(', ')} through apt-get …`);
  const options: RunOptions = {
    environment: { DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  };
  await run(['apt-get', 'update', '-qq'], options);
  await run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  return tools.filter((tool) => !findTool(tool));
}

function isDebianRoot(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}
