// Engine.IO's packets over a WebSocket: a frame for each.
import type { Receiver, Transport } from './transport.ts';

export function openWebSocket(url: string, { packet, lost }: Receiver): Transport {
  const waiting: string[] = [];
  const listening = new AbortController();
  const { signal } = listening;
  const socket = new WebSocket(url);
  socket.addEventListener('open', () => waiting.forEach((each) => socket.send(each)), { signal });
  socket.addEventListener('message', ({ data }) => packet(String(data)), { signal });
  socket.addEventListener('close', lost, { signal });
  return {
    send: (each) => {
      if (socket.readyState === WebSocket.CONNECTING) waiting.push(each);
      else socket.send(each);
    },
    close: () => {
      listening.abort();
      socket.close();
    },
  };
}
