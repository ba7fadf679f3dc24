// The third way in: fetch, a bare Socket.IO client and the browser's own RTCPeerConnection, none of our code.
import type { Signal } from '@parley/protocol';
import type { Socket } from 'socket.io-client';
import { fileURLToPath } from 'node:url';
import { expect, test } from './support/fixtures.ts';
import { mediaFlows } from './support/media.ts';

const SOCKET_IO = fileURLToPath(new URL('../../node_modules/socket.io-client/dist/socket.io.min.js', import.meta.url));

/** Runs in the page: all that any web client has to do to take part in a call between two. */
async function takePart(callId: string): Promise<void> {
  const { io } = window as unknown as { io: () => Socket };
  const call = await (await fetch(`/api/v1/calls/${callId}`)).json();
  if (call.state !== 'waiting') throw new Error(`The call is ${call.state}.`);

  const socket = io();
  const connection = new RTCPeerConnection();
  const camera = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
  for (const track of camera.getTracks()) connection.addTrack(track, camera);
  const video = document.body.appendChild(document.createElement('video'));
  video.autoplay = true;
  connection.ontrack = ({ streams: [stream] }) => (video.srcObject = stream ?? null);

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
  Object.assign(window, { hangUp: () => socket.emitWithAck('hangup', {}) });
}

test('a page with nothing but fetch and socket.io-client joins a call, is seen, and hangs up', async ({ person }) => {
  const ada = await person('Ada');
  const link = await ada.createCall();

  const bare = await person('Bare', { bypassCSP: true });
  await bare.page.goto('/health/live');
  await bare.page.addScriptTag({ path: SOCKET_IO });
  await bare.page.evaluate(takePart, link.split('/').at(-1) ?? '');

  await ada.isConnected();
  await Promise.all([mediaFlows(ada.page), mediaFlows(bare.page)]);
  await expect(ada.pictureOf('Bare')).toBeVisible();

  await bare.page.evaluate(() => (window as unknown as { hangUp: () => Promise<unknown> }).hangUp());
  await expect(ada.page.getByText('Call ended').first()).toBeVisible();
});
