// Clients of the relay on bare Socket.IO.
import { randomUUID } from 'node:crypto';
import { type Dialer, type Ear, indexIn, type Line, signalJson } from './line.ts';
import { SocketIoClient } from './socket-io-client.ts';

async function enter(url: string, room: string): Promise<SocketIoClient> {
  const client = await SocketIoClient.open(url);
  await client.request('join', room);
  return client;
}

function line(client: SocketIoClient, to: string, ear: Ear): Line {
  client.onEvent = (frame) => ear.delivered(indexIn(frame));
  client.onAcknowledged = (index) => ear.acknowledged(index);
  return { send: (index) => client.send(index, 'candidate', signalJson(index, to)), close: () => client.close() };
}

export const socketIoDialer: Dialer = {
  acknowledges: true,
  async pair(url, ear) {
    const room = randomUUID();
    const clients = [await enter(url, room), await enter(url, room)] as const;
    return [line(clients[0], room, ear), line(clients[1], room, ear)];
  },
  open: (url) => SocketIoClient.open(url),
};
