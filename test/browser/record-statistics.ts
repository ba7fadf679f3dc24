// Records what getStats says in a real call between Chromium and Firefox, for the tests of how it is read:
// `node test/browser/record-statistics.ts`, after a change of what is read, or for new versions of the browsers.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { startServer } from '../support/start-server.ts';
import { launchChromium } from './support/chromium.ts';
import { firefoxButton, joinInFirefox, launchFirefox } from './support/firefox.ts';
import { mediaFlows, recordConnections } from './support/media.ts';
import { Person } from './support/person.ts';

const FOLDER = fileURLToPath(new URL('../../libs/client/src/statistics/recordings/', import.meta.url));

/** What is read of each type; of the types that are not read a trace stays. None of it says who made the call, or where. */
const COMMON = 'id type timestamp';
const RTP = `${COMMON} kind mid codecId remoteId mediaSourceId frameWidth frameHeight`;
const RECEIVED = 'bytesReceived packetsReceived packetsLost jitter';
const PLAYED = 'audioLevel concealedSamples silentConcealedSamples totalSamplesReceived';
const SHOWN = 'framesDecoded framesDropped freezeCount totalFreezesDuration';
const PAIR = 'localCandidateId remoteCandidateId state nominated selected';
const READ: Record<string, string> = {
  'inbound-rtp': `${RTP} ${RECEIVED} ${PLAYED} ${SHOWN}`,
  'outbound-rtp': `${RTP} bytesSent packetsSent framesEncoded qualityLimitationReason`,
  'remote-inbound-rtp': `${COMMON} fractionLost jitter roundTripTime`,
  'candidate-pair': `${COMMON} ${PAIR} currentRoundTripTime availableOutgoingBitrate`,
  'local-candidate': `${COMMON} candidateType protocol relayProtocol`,
  'remote-candidate': `${COMMON} candidateType protocol`,
  transport: `${COMMON} selectedCandidatePairId`,
  'media-source': `${COMMON} audioLevel`,
  codec: `${COMMON} mimeType`,
};

type Report = Record<string, unknown>[];

interface AnyPage {
  evaluate<Result>(read: () => Promise<Result>): Promise<Result>;
}

/** Two reports, a second apart. */
function twoReports(page: AnyPage): Promise<Report[]> {
  return page.evaluate(async () => {
    const connection = window.recordedConnections.at(-1);
    const reports: Record<string, unknown>[][] = [];
    for (let count = 0; count < 2; count += 1) {
      if (count > 0) await new Promise((resolve) => setTimeout(resolve, 1000));
      const report = await connection?.getStats();
      // Through JSON: a dictionary's members are what it says, whatever object the browser makes of it.
      reports.push(JSON.parse(JSON.stringify([...(report?.values() ?? [])])));
    }
    return reports;
  });
}

function trim(report: Report): Report {
  return report.map((stats) => {
    const kept = new Set((READ[String(stats['type'])] ?? COMMON).split(' '));
    return Object.fromEntries(Object.entries(stats).filter(([name]) => kept.has(name)));
  });
}

async function save(name: string, browser: string, scenes: Record<string, Report[]>): Promise<void> {
  const trimmed = Object.entries(scenes).map(([scene, reports]) => [scene, reports.map(trim)]);
  const recording = JSON.stringify({ browser, ...Object.fromEntries(trimmed) });
  await writeFile(`${FOLDER}${name}.json`, await format(recording, { parser: 'json', printWidth: 120 }));
  console.log(`${name}.json: ${browser}`);
}

await mkdir(FOLDER, { recursive: true });
const server = await startServer({ env: { PARLEY_STUN_URLS: '' } });
const chromium = await launchChromium();
const firefox = await launchFirefox();
try {
  const ada = await Person.enter('Ada', chromium, { baseURL: server.url });
  const guest = await firefox.newPage();
  await guest.evaluateOnNewDocument(recordConnections);
  await joinInFirefox(guest, await ada.createCall());
  await ada.isConnected();
  await Promise.all([mediaFlows(ada.page), mediaFlows(guest)]);
  // The first receiver reports have come, and both have settled on a picture's size.
  await new Promise((resolve) => setTimeout(resolve, 8000));
  const flowing = await Promise.all([twoReports(ada.page), twoReports(guest)]);

  // Each turns its camera off in turn: what it sends then, and what the other receives.
  await ada.button('Turn camera off').click();
  await guest.locator('::-p-text(Camera is off)').wait();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const adaDark = await Promise.all([twoReports(ada.page), twoReports(guest)]);
  await ada.button('Turn camera on').click();
  await firefoxButton(guest, 'Turn camera off').click();
  await ada.pictureOffOf('Guest').waitFor();
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const guestDark = await Promise.all([twoReports(ada.page), twoReports(guest)]);

  await save('chromium', `Chromium ${chromium.version()}`, {
    flowing: flowing[0],
    ownCameraOff: adaDark[0],
    otherCameraOff: guestDark[0],
  });
  await save('firefox', await firefox.version(), {
    flowing: flowing[1],
    ownCameraOff: guestDark[1],
    otherCameraOff: adaDark[1],
  });
} finally {
  await firefox.close();
  await chromium.close();
  await server.discard();
}
