// Whether a picture goes through the relay, and how much of it gets lost in five seconds.
import { QUALITY_THRESHOLDS } from '../../statistics/quality.ts';
import { statsOf, type StatsReport } from '../../statistics/stats-report.ts';
import type { CheckBrowser } from '../check-browser.ts';
import { failed, passed, warning, type CheckVerdict } from '../check-line.ts';
import { CHECK_TIMES } from '../check-times.ts';
import { RelayLoop } from '../relay-loop.ts';
import { within } from '../within.ts';

interface Received {
  readonly packets: number;
  readonly lost: number;
  readonly bytes: number;
}

/** @param iceServers TURN servers that gave a relay */
export async function checkRelayMedia(
  browser: CheckBrowser,
  iceServers: RTCIceServer[],
  signal: AbortSignal,
): Promise<CheckVerdict> {
  const picture = browser.movingPicture();
  const loop = new RelayLoop(browser, iceServers, signal);
  try {
    loop.near.addTransceiver(picture.track, { direction: 'sendonly' });
    const connectTime = await loop.connect();
    if (connectTime === null) {
      return noMedia();
    }
    const before = await received(loop.far);
    await within(CHECK_TIMES.measuring, signal, () => {});
    const after = await received(loop.far);
    const packets = after.packets - before.packets;
    if (packets <= 0) {
      return noMedia();
    }
    // Falls when what was counted as lost came late.
    const lost = Math.max(0, after.lost - before.lost);
    const figures = {
      connectTime,
      packetsReceived: packets,
      packetLoss: lost / (packets + lost),
      bitrate: ((after.bytes - before.bytes) * 8000) / CHECK_TIMES.measuring,
      ...(await loop.path()),
    };
    return lossVerdict(figures);
  } finally {
    loop.close();
    picture.stop();
  }
}

function lossVerdict(figures: CheckVerdict['figures'] & { packetLoss: number }): CheckVerdict {
  const { fair, poor } = QUALITY_THRESHOLDS.packetLoss;
  const { packetLoss } = figures;
  if (packetLoss < fair) {
    return passed('relay-carries-media', 'A picture goes through the relay.', figures);
  }
  const verdict = packetLoss < poor ? warning : failed;
  return verdict(
    'packets-lost',
    `${Math.round(packetLoss * 100)} % of the packets get lost on the way through the relay.`,
    'Go nearer to the Wi-Fi router or use a cable, and stop downloads and other video meanwhile. If it stays, the TURN server or its line is overloaded.',
    figures,
  );
}

function noMedia(): CheckVerdict {
  return failed(
    'no-media',
    'No picture comes through the relay.',
    'Whoever runs the TURN server: open its relay ports for UDP, and see whether a firewall lets short connections pass but not media.',
  );
}

async function received(end: RTCPeerConnection): Promise<Received> {
  // The DOM's types do not say what stands in a report.
  const report = (await end.getStats()) as StatsReport;
  return statsOf(report, 'inbound-rtp').reduce<Received>(
    (sum, { packetsReceived = 0, packetsLost = 0, bytesReceived = 0 }) => ({
      packets: sum.packets + packetsReceived,
      lost: sum.lost + packetsLost,
      bytes: sum.bytes + bytesReceived,
    }),
    { packets: 0, lost: 0, bytes: 0 },
  );
}
