// What really flows: read from getStats and from the pixels on the screen, never from what the page claims.
import { expect, type Locator } from '@playwright/test';

declare global {
  interface Window {
    /** Every RTCPeerConnection that the page has made. */
    recordedConnections: RTCPeerConnection[];
  }
}

/** Runs in the page before its scripts: keeps every RTCPeerConnection that is made, but for those that are closed unused. */
export function recordConnections(): void {
  const recorded: RTCPeerConnection[] = [];
  window.recordedConnections = recorded;
  window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
    construct(target, args, newTarget) {
      const connection: RTCPeerConnection = Reflect.construct(target, args, newTarget);
      recorded.push(connection);
      const close = connection.close.bind(connection);
      connection.close = () => {
        if (!connection.localDescription && !connection.remoteDescription) {
          recorded.splice(recorded.indexOf(connection), 1);
        }
        close();
      };
      return connection;
    },
  });
}

/** A page of Playwright's or of Puppeteer's. */
export interface AnyPage {
  evaluate<Result>(read: () => Promise<Result>): Promise<Result>;
}

export interface Received {
  /** Video frames decoded, over all connections so far. */
  frames: number;
  /** Energy of the sound that was played, as RFC 6464 levels summed (W3C totalAudioEnergy). */
  audioEnergy: number;
}

/** What this page has received and decoded so far. */
export function received(page: AnyPage): Promise<Received> {
  return page.evaluate(async () => {
    let frames = 0;
    let audioEnergy = 0;
    for (const connection of window.recordedConnections) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue;
        frames += report.framesDecoded ?? 0;
        audioEnergy += report.totalAudioEnergy ?? 0;
      }
    }
    return { frames, audioEnergy };
  });
}

/** Waits until more frames are decoded and more sound is heard than at the time of the call. */
export async function mediaFlows(page: AnyPage, { sound = true } = {}): Promise<void> {
  const before = await received(page);
  await expect
    .poll(async () => {
      const now = await received(page);
      return now.frames > before.frames + 10 && (!sound || now.audioEnergy > before.audioEnergy);
    })
    .toBe(true);
}

/** Waits until the pixels of a playing video change: a picture, not a still one. */
export async function pictureMoves(video: Locator): Promise<void> {
  const colours = async (): Promise<number> => new Set((await look(video)).pixels).size;
  await expect.poll(colours, { message: 'more than one plain colour' }).toBeGreaterThan(2);
  const first = await look(video);
  const changed = async (): Promise<string> => {
    const { pixels, standing } = await look(video);
    return pixels === first.pixels ? `still: ${standing}, and before: ${first.standing}` : 'another picture';
  };
  await expect.poll(changed).toBe('another picture');
}

/** What a video shows, and how it says that it stands. */
function look(video: Locator): Promise<{ pixels: string; standing: string }> {
  return video.evaluate((element) => {
    const canvas = document.createElement('canvas');
    canvas.width = 64;
    canvas.height = 48;
    const context = canvas.getContext('2d');
    if (!(element instanceof HTMLVideoElement) || !context) throw new Error('That is no video.');
    context.drawImage(element, 0, 0, canvas.width, canvas.height);
    const { paused, readyState, currentTime } = element;
    const { totalVideoFrames } = element.getVideoPlaybackQuality();
    return {
      pixels: String.fromCharCode(...context.getImageData(0, 0, canvas.width, canvas.height).data),
      standing: JSON.stringify({ paused, readyState, currentTime, totalVideoFrames }),
    };
  });
}
