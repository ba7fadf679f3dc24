// The system's Chromium, with fake devices: a moving picture and a beep every second.
import { chromium, type Browser, type BrowserContext, type LaunchOptions } from '@playwright/test';
import { CHROMIUM, findTool } from '../../../scripts/lib/system-tools.ts';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const DISABLED = [
  // Addresses behind mDNS names, which nobody answers for here.
  'WebRtcHideLocalIpsWithMdns',
  // It takes a page that a test makes up for one from the internet, which may open no WebSocket to this machine.
  'LocalNetworkAccessChecks',
  // What opens below the address bar: two pages for each window that nobody sees, three quarters of what a context costs.
];

export interface ChromiumOptions {
  /** Grants camera and microphone without asking (the default); false leaves it to the context's permissions. */
  grantMedia?: boolean;
  /** Cameras it has; the second is a depth sensor, whose pictures no call can show. */
  cameras?: number;
  /** Whether a page may be heard before it was touched (the default). */
  autoplay?: 'no-user-gesture-required' | 'user-gesture-required';
  args?: readonly string[];
  /** Answers the path of a program that starts this one: elsewhere, such as on another host. */
  launcher?: (program: string) => Promise<string>;
}

/** @throws Error when there is no Chromium on this machine */
export async function launchChromium(options?: ChromiumOptions): Promise<Browser> {
  return chromium.launch(await launchOptions(options));
}

/** One that keeps what its pages store on a disk, as a person's does; else all of it is in its memory. */
export async function launchChromiumWithDisk(folder: string, options?: ChromiumOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, await launchOptions(options));
}

export interface ChromiumProcess {
  readonly browser: Browser;
  /** Sends it a signal, and all the processes that it started: as `SIGKILL`, `SIGSTOP`, `SIGCONT`. */
  signal(name: NodeJS.Signals): void;
}

/** One that can be killed or put to sleep. */
export async function launchChromiumProcess(options?: ChromiumOptions): Promise<ChromiumProcess> {
  const server = await chromium.launchServer(await launchOptions(options));
  const first = server.process();
  return {
    browser: await chromium.connect(server.wsEndpoint()),
    signal: (name) => {
      // Playwright has it lead a group of its own.
      if (first.pid && first.exitCode === null && first.signalCode === null) process.kill(-first.pid, name);
    },
  };
}

async function launchOptions({
  grantMedia = true,
  cameras = 3,
  autoplay = 'no-user-gesture-required',
  args = [],
  launcher,
}: ChromiumOptions = {}): Promise<LaunchOptions> {
  const executablePath = findTool(CHROMIUM);
  if (!executablePath) throw new Error(`Chromium is missing: ${CHROMIUM.advice}.`);
  const devices = `--use-fake-device-for-media-stream=device-count=${cameras}`;
  return {
    executablePath: (await launcher?.(executablePath)) ?? executablePath,
    args: [
      ...QUIET,
      `--disable-features=${DISABLED.join()}`,
      `--autoplay-policy=${autoplay}`,
      devices,
      ...(grantMedia ? ['--use-fake-ui-for-media-stream'] : []),
      ...args,
    ],
  };
}
