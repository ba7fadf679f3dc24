// What a connection between two pages carries with nothing of ours on it: one RTCDataChannel, filled as fast as it empties.
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    bare: { connection: RTCPeerConnection; channel: Promise<RTCDataChannel> };
    bareReceived: Promise<void>;
  }
}

/** As large as ours are at their largest. */
const MESSAGE = 64 * 1024;

/** @returns bytes per second from one page to the other */
export async function bareLoop(from: Page, to: Page, bytes: number): Promise<number> {
  const offer = await from.evaluate(begin, null);
  const answer = await to.evaluate(begin, offer);
  await from.evaluate(accept, answer);
  await to.evaluate(receive, bytes);
  const began = performance.now();
  await from.evaluate(send, { bytes, message: MESSAGE });
  await to.evaluate(() => window.bareReceived);
  const seconds = (performance.now() - began) / 1000;
  for (const page of [from, to]) await page.evaluate(() => window.bare.connection.close());
  return bytes / seconds;
}

/** In the page: offers, or answers this offer; with all its candidates. */
async function begin(offer: string | null): Promise<string> {
  const connection = new RTCPeerConnection();
  const channel = new Promise<RTCDataChannel>((resolve) => {
    connection.addEventListener('datachannel', (event) => resolve(event.channel));
    if (offer === null) resolve(connection.createDataChannel('bare'));
  });
  window.bare = { connection, channel };
  if (offer !== null) await connection.setRemoteDescription({ type: 'offer', sdp: offer });
  const gathered = new Promise<void>((resolve) => {
    connection.addEventListener('icecandidate', ({ candidate }) => candidate ?? resolve());
  });
  await connection.setLocalDescription();
  await gathered;
  return connection.localDescription?.sdp ?? '';
}

async function accept(sdp: string): Promise<void> {
  await window.bare.connection.setRemoteDescription({ type: 'answer', sdp });
  const channel = await window.bare.channel;
  if (channel.readyState !== 'open') await new Promise((resolve) => channel.addEventListener('open', resolve));
}

async function receive(bytes: number): Promise<void> {
  const channel = await window.bare.channel;
  channel.binaryType = 'arraybuffer';
  window.bareReceived = new Promise((resolve) => {
    let received = 0;
    channel.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
      received += data.byteLength;
      if (received >= bytes) resolve();
    });
  });
}

async function send({ bytes, message }: { bytes: number; message: number }): Promise<void> {
  const channel = await window.bare.channel;
  const block = new Uint8Array(message);
  channel.bufferedAmountLowThreshold = 512 * 1024;
  for (let sent = 0; sent < bytes; sent += message) {
    if (channel.bufferedAmount > 1024 * 1024) {
      await new Promise((resolve) => channel.addEventListener('bufferedamountlow', resolve, { once: true }));
    }
    channel.send(block);
  }
}
