// Whether data goes through the relay, there and back.
import { QUALITY_THRESHOLDS } from '../../statistics/quality.ts';
import type { CheckBrowser } from '../check-browser.ts';
import { failed, passed, warning, type CheckVerdict } from '../check-line.ts';
import { CHECK_TIMES } from '../check-times.ts';
import { RelayLoop } from '../relay-loop.ts';
import { within } from '../within.ts';

/** Echoes; the quickest counts, for the first ones wait for the connection to settle. */
const ECHOES = 5;

/** @param iceServers TURN servers that gave a relay; none: the relay cannot be reached at all */
export async function checkRelayData(
  browser: CheckBrowser,
  iceServers: RTCIceServer[],
  signal: AbortSignal,
): Promise<CheckVerdict> {
  if (iceServers.length === 0) {
    return failed(
      'no-relay',
      'No relay can be used from here: people whose network needs one cannot connect.',
      'The TURN lines above say what to do for each way of reaching it.',
    );
  }
  const loop = new RelayLoop(browser, iceServers, signal);
  try {
    loop.far.addEventListener('datachannel', ({ channel }) => {
      channel.addEventListener('message', ({ data }: MessageEvent<string>) => channel.send(data));
    });
    const channel = loop.near.createDataChannel('check');
    const opened = opening(channel);
    const connectTime = await loop.connect();
    if (connectTime === null) {
      return broken('Two ends that both use the relay do not find each other.');
    }
    const echo = await quickestEcho(channel, opened, signal);
    if (echo === null) {
      return broken('The relay connects, but no data comes back through it.');
    }
    const figures = { connectTime, roundTripTime: echo, ...(await loop.path()) };
    return echo >= QUALITY_THRESHOLDS.roundTripTime.poor
      ? warning(
          'relay-slow',
          'Data takes long through the relay: people will talk over each other.',
          'Use a quicker network, or set up a TURN server that is nearer.',
          figures,
        )
      : passed('relay-carries-data', 'Data goes through the relay and back.', figures);
  } finally {
    loop.close();
  }
}

function broken(what: string): CheckVerdict {
  return failed(
    'relay-broken',
    what,
    'Whoever runs the TURN server: open its relay ports (UDP 49160 to 49359 with --turn), let it relay to its own address, and behind a NAT set its external-ip.',
  );
}

function opening(channel: RTCDataChannel): Promise<unknown> {
  return new Promise((resolve) => channel.addEventListener('open', resolve));
}

async function quickestEcho(
  channel: RTCDataChannel,
  opened: Promise<unknown>,
  signal: AbortSignal,
): Promise<number | null> {
  let quickest = Infinity;
  for (let count = 0; count < ECHOES; count += 1) {
    const echo = await within<number>(CHECK_TIMES.echo, signal, (settle, fail) => {
      echoOf(channel, opened).then(settle, fail);
    });
    if (echo === null) {
      return null;
    }
    quickest = Math.min(quickest, echo);
  }
  return quickest;
}

/** Milliseconds until what is sent comes back. */
async function echoOf(channel: RTCDataChannel, opened: Promise<unknown>): Promise<number> {
  await opened;
  const asked = performance.now();
  const back = new Promise((resolve) => channel.addEventListener('message', resolve, { once: true }));
  channel.send('echo');
  await back;
  return performance.now() - asked;
}
