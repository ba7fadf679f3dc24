// Clients of PeerJS's server: it knows each by an id that the client chose.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { WebSocket } from 'ws';
import { type Dialer, type Ear, indexIn, type Line, openWebSocket, signalJson } from './line.ts';

async function enter(url: string, id: string): Promise<WebSocket> {
  const socket = openWebSocket(`ws://${url}/peerjs?key=peerjs&id=${id}&token=${id}`);
  await once(socket, 'message');
  return socket;
}

function line(socket: WebSocket, to: string, ear: Ear): Line {
  socket.on('message', (data: Buffer) => ear.delivered(indexIn(data.toString('latin1'))));
  return {
    send: (index) => socket.send(`{"type":"CANDIDATE","dst":"${to}","payload":${signalJson(index, to)}}`),
    close: () => socket.terminate(),
  };
}

export const peerjsDialer: Dialer = {
  acknowledges: false,
  async pair(url, ear) {
    const ids = [randomUUID(), randomUUID()] as const;
    const sockets = [await enter(url, ids[0]), await enter(url, ids[1])] as const;
    return [line(sockets[0], ids[1], ear), line(sockets[1], ids[0], ear)];
  },
  async open(url) {
    const socket = await enter(url, randomUUID());
    return { close: () => socket.terminate() };
  },
};
