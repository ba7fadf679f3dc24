// The system's Chromium, with fake devices: a moving picture and a beep every second.
import { chromium, type Browser } from '@playwright/test';
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

const MEDIA = [
  // Chromium hides addresses behind mDNS names, which nobody answers for here; and it takes a page that a test makes up for
  // one from the internet, which may open no WebSocket to this machine.
  '--disable-features=WebRtcHideLocalIpsWithMdns,LocalNetworkAccessChecks',
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
export async function launchChromium({
  grantMedia = true,
  cameras = 3,
  autoplay = 'no-user-gesture-required',
  args = [],
  launcher,
}: ChromiumOptions = {}): Promise<Browser> {
  const executablePath = findTool(CHROMIUM);
  if (!executablePath) throw new Error(`Chromium is missing: ${CHROMIUM.advice}.`);
  const devices = `--use-fake-device-for-media-stream=device-count=${cameras}`;
  return chromium.launch({
    executablePath: (await launcher?.(executablePath)) ?? executablePath,
    args: [
      ...QUIET,
      ...MEDIA,
      `--autoplay-policy=${autoplay}`,
      devices,
      ...(grantMedia ? ['--use-fake-ui-for-media-stream'] : []),
      ...args,
    ],
  });
}
