// Which checks there are, in which order, and what one hands to the next.
import type { CheckBrowser } from './check-browser.ts';
import type { CheckGroup, CheckResult, CheckSubject, CheckVerdict } from './check-line.ts';
import { subjectOf, subjectOfAddress } from './check-subjects.ts';
import { checkCamera } from './checks/camera.ts';
import { checkIceServers } from './checks/ice-servers.ts';
import { checkMicrophone } from './checks/microphone.ts';
import { checkPolling } from './checks/polling.ts';
import { checkRelayData } from './checks/relay-data.ts';
import { checkRelayMedia } from './checks/relay-media.ts';
import { checkSecureContext } from './checks/secure-context.ts';
import { checkServer } from './checks/server.ts';
import { checkStun } from './checks/stun.ts';
import { checkTurn } from './checks/turn.ts';
import { checkWebrtc } from './checks/webrtc.ts';
import { checkWebSocket } from './checks/websocket.ts';
import type { IceAddress } from './ice-address.ts';
import { ServerDoor } from './server-door.ts';

export interface CheckPlan {
  readonly browser: CheckBrowser;
  /** The server's origin. */
  readonly url: string;
  readonly groups: readonly CheckGroup[];
  readonly askForDevices: boolean;
  /** Those that the page has already; null to ask the server for them. */
  readonly iceServers: readonly RTCIceServer[] | null;
  readonly signal: AbortSignal;
}

/** The check itself. */
export type Look = () => CheckVerdict | Promise<CheckVerdict>;

/** Makes one check a line: announces it, carries it out, tells what was found. */
export type Line = (subject: CheckSubject, look: Look) => Promise<CheckResult>;

/** @throws the signal's reason when it is aborted */
export async function runChecks(plan: CheckPlan, line: Line): Promise<void> {
  const groups = { browser: checkBrowser, devices: checkDevices, server: checkSignaling, network: checkNetwork };
  for (const group of ['browser', 'devices', 'server', 'network'] as const) {
    if (plan.groups.includes(group)) {
      await groups[group](plan, line);
    }
  }
}

async function checkBrowser({ browser }: CheckPlan, line: Line): Promise<void> {
  await line(subjectOf('secure-context'), () => checkSecureContext(browser));
  await line(subjectOf('webrtc'), () => checkWebrtc(browser));
}

/** One after the other: the browser asks for one at a time. */
async function checkDevices({ browser, askForDevices: ask, signal }: CheckPlan, line: Line): Promise<void> {
  await line(subjectOf('camera'), () => checkCamera({ browser, ask, signal }));
  await line(subjectOf('microphone'), () => checkMicrophone({ browser, ask, signal }));
}

async function checkSignaling({ browser, url, signal }: CheckPlan, line: Line): Promise<void> {
  const server = await line(subjectOf('server'), () => checkServer(new ServerDoor(browser, url, signal)));
  if (server.code === 'server-unreachable' || server.code === 'server-silent') {
    return;
  }
  const socket = await line(subjectOf('websocket'), () => checkWebSocket(browser, url, signal));
  if (socket.status !== 'passed') {
    await line(subjectOf('polling'), () => checkPolling(browser, url, signal));
  }
}

async function checkNetwork({ browser, url, iceServers, signal }: CheckPlan, line: Line): Promise<void> {
  if (!browser.webrtc) {
    return;
  }
  let addresses: readonly IceAddress[] = [];
  await line(subjectOf('ice-servers'), async () => {
    const found = await checkIceServers(new ServerDoor(browser, url, signal), iceServers);
    ({ addresses } = found);
    return found.verdict;
  });
  // All at once: each that is out of reach takes as long as it may.
  const looks = { stun: checkStun, turn: checkTurn };
  const reached = await Promise.all(
    addresses.map(async (address) => {
      const look: Look = () => looks[address.kind](browser, address, signal);
      const { status } = await line(subjectOfAddress(address, addresses), look);
      return status === 'passed' && address.kind === 'turn' ? [address.server] : [];
    }),
  );
  if (addresses.some(({ kind }) => kind === 'turn')) {
    await checkRelay({ browser, signal }, reached.flat(), line);
  }
}

async function checkRelay(
  { browser, signal }: Pick<CheckPlan, 'browser' | 'signal'>,
  serving: RTCIceServer[],
  line: Line,
): Promise<void> {
  const data = await line(subjectOf('relay-data'), () => checkRelayData(browser, serving, signal));
  if (data.status !== 'failed') {
    await line(subjectOf('relay-media'), () => checkRelayMedia(browser, serving, signal));
  }
}
