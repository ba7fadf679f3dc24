// The third way in: fetch, a bare Socket.IO client and the browser's own RTCPeerConnection, none of our code.
import type { Signal } from '@parley/protocol';
import type { Socket } from 'socket.io-client';
import { fileURLToPath } from 'node:url';
import { dataPage, enterWithData, told } from './support/data-calls.ts';
import { expect, test } from './support/fixtures.ts';
import { mediaFlows } from './support/media.ts';

const SOCKET_IO = fileURLToPath(new URL('../../node_modules/socket.io-client/dist/socket.io.min.js', import.meta.url));

declare global {
  interface Window {
    bareClient: {
      connection: RTCPeerConnection;
      /** What came over its data channels, as it came. */
      heard: unknown[];
      channels: Map<string, RTCDataChannel>;
      hangUp: () => Promise<unknown>;
    };
  }
}

/** Runs in the page: all that any web client has to do to take part in a call between two. */
async function takePart({ callId, withCamera }: { callId: string; withCamera: boolean }): Promise<void> {
  const { io } = window as unknown as { io: () => Socket };
  const call = await (await fetch(`/api/v1/calls/${callId}`)).json();
  if (call.state !== 'waiting') throw new Error(`The call is ${call.state}.`);

  const socket = io();
  const connection = new RTCPeerConnection();
  if (withCamera) {
    const camera = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
    for (const track of camera.getTracks()) connection.addTrack(track, camera);
  }
  const video = document.body.appendChild(document.createElement('video'));
  video.autoplay = true;
  connection.ontrack = ({ streams: [stream] }) => (video.srcObject = stream ?? null);

  const heard: unknown[] = [];
  const channels = new Map<string, RTCDataChannel>();
  connection.ondatachannel = ({ channel }) => {
    channels.set(channel.label, channel);
    channel.binaryType = 'arraybuffer';
    channel.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      heard.push(typeof data === 'string' ? data : [...new Uint8Array(data)]);
    });
  };

  const handle = async (signal: Signal): Promise<void> => {
    const about = { to: signal.from, connection: signal.connection };
    if (signal.type === 'offer') {
      connection.onicecandidate = ({ candidate }) =>
        socket.emit('candidate', { ...about, messageId: crypto.randomUUID(), candidate });
      await connection.setRemoteDescription(signal.description);
      await connection.setLocalDescription();
      const description = connection.localDescription;
      await socket.emitWithAck('answer', { ...about, messageId: crypto.randomUUID(), description });
    } else if (signal.type === 'candidate') {
      await connection.addIceCandidate(signal.candidate ?? undefined);
    }
    socket.emit('received', { seq: signal.seq });
  };
  let queue = Promise.resolve();
  const inOrder = (signal: Signal): void => void (queue = queue.then(() => handle(signal)));
  for (const name of ['offer', 'answer', 'candidate']) socket.on(name, inOrder);

  const joined = await socket.emitWithAck('join', { callId, displayName: 'Bare' });
  if (!joined.ok) throw new Error(joined.error.message);
  for (const signal of joined.mailbox) inOrder(signal);
  window.bareClient = { connection, heard, channels, hangUp: () => socket.emitWithAck('hangup', {}) };
}

test('a page with nothing but fetch and socket.io-client joins a call, is seen, and hangs up', async ({ person }) => {
  const ada = await person('Ada');
  const link = await ada.createCall();

  const bare = await person('Bare', { bypassCSP: true });
  await bare.page.goto('/health/live');
  await bare.page.addScriptTag({ path: SOCKET_IO });
  await bare.page.evaluate(takePart, { callId: link.split('/').at(-1) ?? '', withCamera: true });

  await ada.isConnected();
  await Promise.all([mediaFlows(ada.page), mediaFlows(bare.page)]);
  await expect(ada.pictureOf('Bare')).toBeVisible();

  await bare.page.evaluate(() => window.bareClient.hangUp());
  await expect(ada.page.getByText('Call ended').first()).toBeVisible();
});

test('the browser’s own data channels and those of the library are the same ones', async ({
  chromium,
  person,
  server,
}) => {
  const ada = await dataPage(chromium, server.url);
  const link = await enterWithData(ada, { name: 'Ada', link: null, channels: ['game'] });
  const { page } = await person('Bare', { bypassCSP: true });
  await page.goto('/health/live');
  await page.addScriptTag({ path: SOCKET_IO });
  await page.evaluate(takePart, { callId: link.split('/').at(-1) ?? '', withCamera: false });
  await expect.poll(() => told(ada)).toEqual(['open Bare']);

  // The channel that came with the offer: JSON, text that is none, bytes.
  await ada.evaluate(async () => {
    const game = window.data.open('game');
    await game.send({ n: 1 });
    await game.send('two');
    await game.send(new Uint8Array([3, 4]));
  });
  await expect.poll(() => page.evaluate(() => window.bareClient.heard)).toEqual(['{"n":1}', '"two"', [3, 4]]);
  await page.evaluate(() => {
    const game = window.bareClient.channels.get('game');
    game?.send('{"from":"bare"}');
    game?.send('plain words');
    game?.send(new Uint8Array([5, 6, 7]));
  });
  const fromBare = ['message Bare {"from":"bare"}', 'message Bare "plain words"', 'message Bare 3 bytes'];
  await expect.poll(() => told(ada)).toEqual(['open Bare', ...fromBare]);

  // One that it opens by itself, before anybody at the other side has: it is kept, and told once the name is opened.
  const announced = ada.evaluate(
    () => new Promise<string>((resolve) => window.data.addEventListener('channel', ({ name }) => resolve(name))),
  );
  await page.evaluate(() => {
    const moves = window.bareClient.connection.createDataChannel('moves');
    moves.addEventListener('message', ({ data }) => window.bareClient.heard.push(data));
    moves.addEventListener('open', () => moves.send('["e2","e4"]'));
    window.bareClient.channels.set('moves', moves);
  });
  expect(await announced).toBe('moves');
  await ada.evaluate(() => {
    const moves = window.listen('moves');
    moves.addEventListener('open', () => void moves.send(['e7', 'e5']));
  });
  await expect.poll(() => page.evaluate(() => window.bareClient.heard.at(-1))).toBe('["e7","e5"]');
  await expect.poll(async () => (await told(ada)).slice(4)).toEqual(['open Bare', 'message Bare ["e2","e4"]']);

  await page.evaluate(() => window.bareClient.channels.get('moves')?.close());
  await expect.poll(async () => (await told(ada)).at(-1)).toBe('close Bare');
  await ada.context().close();
});
