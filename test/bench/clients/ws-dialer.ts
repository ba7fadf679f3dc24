// Clients of the relay on bare `ws`.
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { type Dialer, type Ear, indexIn, type Line, openWebSocket, signalJson } from './line.ts';

async function enter(url: string, room: string): Promise<WebSocket> {
  const socket = openWebSocket(`ws://${url}`);
  await once(socket, 'open');
  socket.send(room);
  await once(socket, 'message');
  return socket;
}

function line(socket: WebSocket, to: string, ear: Ear): Line {
  socket.on('message', (data: Buffer) => ear.delivered(indexIn(data.toString('latin1'))));
  return { send: (index) => socket.send(signalJson(index, to)), close: () => socket.terminate() };
}

export const wsDialer: Dialer = {
  acknowledges: false,
  async pair(url, ear) {
    const room = randomUUID();
    const sockets = [await enter(url, room), await enter(url, room)] as const;
    return [line(sockets[0], room, ear), line(sockets[1], room, ear)];
  },
  async open(url) {
    const socket = await enter(url, randomUUID());
    return { close: () => socket.terminate() };
  },
};
