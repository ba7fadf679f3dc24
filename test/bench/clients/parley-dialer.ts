// Clients of Parley: seated in a call for two, confirming what they receive as the client library does.
import type { Acknowledged, Joined } from '@parley/protocol';
import { type Dialer, type Ear, indexIn, type Line, signalJson } from './line.ts';
import { SocketIoClient } from './socket-io-client.ts';

/** As the client library: what arrives within this is confirmed together. */
const CONFIRM_AFTER_MS = 100;

/** Creates a call and answers its id. */
export async function createCall(url: string): Promise<string> {
  const answer = await fetch(`http://${url}/api/v1/calls`, { method: 'POST' });
  return ((await answer.json()) as { id: string }).id;
}

/** Takes a seat. @throws Error when it is refused */
export async function join(client: SocketIoClient, callId: string): Promise<Joined> {
  const answer = (await client.request('join', { callId })) as Acknowledged<Joined>;
  if (!answer.ok) throw new Error(`Joining was refused: ${answer.error.message}`);
  return answer;
}

function line(client: SocketIoClient, to: string, ear: Ear): Line {
  let seq = 0;
  let confirming: NodeJS.Timeout | undefined;
  client.onEvent = (frame) => {
    if (!frame.startsWith('42["candidate"')) return;
    seq += 1;
    confirming ??= setTimeout(() => {
      confirming = undefined;
      void client.request('received', { seq });
    }, CONFIRM_AFTER_MS);
    ear.delivered(indexIn(frame));
  };
  client.onAcknowledged = (index, frame) => {
    if (frame.includes('"ok":true')) ear.acknowledged(index);
    else ear.refused(index, frame);
  };
  return {
    send: (index) => client.send(index, 'candidate', signalJson(index, to)),
    close: () => {
      clearTimeout(confirming);
      client.close();
    },
  };
}

/** Two in one call, each at a server of its own. */
export async function parleyPair(urls: readonly [string, string], ear: Ear): Promise<[Line, Line]> {
  const callId = await createCall(urls[0]);
  const clients = [await SocketIoClient.open(urls[0]), await SocketIoClient.open(urls[1])] as const;
  const ids = [(await join(clients[0], callId)).self.id, (await join(clients[1], callId)).self.id] as const;
  return [line(clients[0], ids[1], ear), line(clients[1], ids[0], ear)];
}

const prepared: string[] = [];

export const parleyDialer: Dialer = {
  acknowledges: true,
  pair: (url, ear) => parleyPair([url, url], ear),
  async prepare(url, count) {
    prepared.length = 0;
    for (let made = 0; made < count; made += 50) {
      prepared.push(...(await Promise.all(Array.from({ length: 50 }, () => createCall(url)))));
    }
  },
  async open(url) {
    const client = await SocketIoClient.open(url);
    await join(client, prepared.pop() ?? (await createCall(url)));
    return client;
  },
};
