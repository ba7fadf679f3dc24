// A call as two browsers have it with each other, through the server's doors.
import { signalJson } from '../clients/line.ts';
import { createCall, join } from '../clients/parley-dialer.ts';
import { SocketIoClient } from '../clients/socket-io-client.ts';

/** What Chromium writes for a camera and a microphone has about this many bytes. */
const SDP = `v=0\r\n${'a=rtpmap:96 VP8/90000\r\n'.repeat(200)}`;

/** Joins, each at a server of its own, an offer, an answer, 20 candidates, and a hang-up. */
export async function wholeCall(urls: readonly [string, string]): Promise<void> {
  const callId = await createCall(urls[0]);
  const clients = [await SocketIoClient.open(urls[0]), await SocketIoClient.open(urls[1])] as const;
  const ids = [(await join(clients[0], callId)).self.id, (await join(clients[1], callId)).self.id] as const;
  const says = [
    { from: 0, name: 'offer', type: 'offer' },
    { from: 1, name: 'answer', type: 'answer' },
  ] as const;
  for (const { from, name, type } of says) {
    await clients[from].request(name, { to: ids[1 - from], messageId: name, description: { type, sdp: SDP } });
  }
  for (let index = 0; index < 20; index += 1) {
    const from = (index % 2) as 0 | 1;
    await clients[from].request('candidate', JSON.parse(signalJson(index, ids[1 - from] as string)));
  }
  await clients[0].request('hangup', {});
  for (const client of clients) client.close();
}
