// From Join to `connected` and to the first frame, in Chromium: Parley's page beside two RTCPeerConnections in one page.
// A program of its own, for its types are the browser's: prints its figures as JSON.
import type { Browser, Page } from '@playwright/test';
import { launchChromium } from '../../browser/support/chromium.ts';
import { Person } from '../../browser/support/person.ts';
import type { Connecting } from '../support/connecting.ts';
import { ServerProcess } from '../support/server-process.ts';

async function compare(runs: number): Promise<{ bare: Connecting[]; parley: Connecting[] }> {
  const server = await ServerProcess.start('parley');
  const chromium = await launchChromium();
  const results = { bare: [] as Connecting[], parley: [] as Connecting[] };
  // The first of each is not counted: it loads and compiles.
  for (let run = 0; run <= runs; run += 1) {
    const bare = await bareConnection(chromium, server.url);
    const parley = await parleyCall(chromium, server.url);
    if (run > 0) {
      results.bare.push(bare);
      results.parley.push(parley);
    }
  }
  await chromium.close();
  await server.stop();
  return results;
}

async function parleyCall(chromium: Browser, url: string): Promise<Connecting> {
  const options = { baseURL: `http://${url}` };
  const ada = await Person.enter('Ada', chromium, options);
  const link = await ada.createCall();
  const ben = await Person.enter('Ben', chromium, options);
  await ben.page.addInitScript(watchConnections);
  await ben.openLink(link);
  await ben.startCamera();
  await ben.button('Join').evaluate((button) => {
    window.beginConnecting();
    if (button instanceof HTMLElement) button.click();
  });
  const result = await connecting(ben.page);
  await ben.leave();
  await ada.leave();
  return result;
}

async function bareConnection(chromium: Browser, url: string): Promise<Connecting> {
  const context = await chromium.newContext({ baseURL: `http://${url}` });
  const page = await context.newPage();
  await page.addInitScript(watchConnections);
  await page.goto('/');
  await page.evaluate(async () => {
    const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
    one.addEventListener('icecandidate', ({ candidate }) => void other.addIceCandidate(candidate ?? undefined));
    other.addEventListener('icecandidate', ({ candidate }) => void one.addIceCandidate(candidate ?? undefined));
    for (const track of media.getTracks()) {
      one.addTrack(track, media);
      other.addTrack(track, media);
    }
    window.beginConnecting();
    await one.setLocalDescription();
    await other.setRemoteDescription(one.localDescription ?? { type: 'offer' });
    await other.setLocalDescription();
    await one.setRemoteDescription(other.localDescription ?? { type: 'answer' });
  });
  const result = await connecting(page);
  await context.close();
  return result;
}

const connecting = (page: Page): Promise<Connecting> => page.evaluate(() => window.connecting);

declare global {
  interface Window {
    /** Time runs from here. */
    beginConnecting: () => void;
    connecting: Promise<Connecting>;
  }
}

/** Runs in the page before its scripts: sees the first connection of this page connect, and its first frame. */
function watchConnections(): void {
  const begun = Promise.withResolvers<number>();
  const connected = Promise.withResolvers<number>();
  const firstFrame = Promise.withResolvers<number>();
  window.beginConnecting = () => begun.resolve(performance.now());
  window.connecting = Promise.all([begun.promise, connected.promise, firstFrame.promise]).then(
    ([from, connectedAt, frameAt]) => ({ connected: connectedAt - from, firstFrame: frameAt - from }),
  );
  const watch = (connection: RTCPeerConnection): void => {
    connection.addEventListener('connectionstatechange', () => {
      if (connection.connectionState === 'connected') connected.resolve(performance.now());
    });
    connection.addEventListener('track', ({ track }) => {
      if (track.kind !== 'video') return;
      const video = document.createElement('video');
      video.muted = true;
      video.autoplay = true;
      video.width = 16;
      video.srcObject = new MediaStream([track]);
      video.requestVideoFrameCallback(() => firstFrame.resolve(performance.now()));
      document.body.append(video);
    });
  };
  window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
    construct(target, args, newTarget) {
      const connection: RTCPeerConnection = Reflect.construct(target, args, newTarget);
      watch(connection);
      return connection;
    },
  });
}

console.log(JSON.stringify(await compare(Number(process.argv[2]))));
