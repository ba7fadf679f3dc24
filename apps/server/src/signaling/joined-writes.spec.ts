import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { JoiningWebSocketServer } from './joined-writes.ts';

interface Opened {
  client: WebSocket;
  served: WebSocket;
  stream: Duplex;
  heard: string[];
}

describe('frames of one turn of the event loop', () => {
  let http: Server;
  const clients: WebSocket[] = [];

  async function open(): Promise<Opened> {
    const engine = new JoiningWebSocketServer({ noServer: true });
    const upgraded = new Promise<Pick<Opened, 'served' | 'stream'>>((resolve) => {
      http.once('upgrade', (request, stream, head) =>
        engine.handleUpgrade(request, stream, head, (served) => resolve({ served, stream })),
      );
    });
    const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
    clients.push(client);
    const heard: string[] = [];
    client.on('message', (data: Buffer) => heard.push(data.toString()));
    await once(client, 'open');
    return { client, heard, ...(await upgraded) };
  }

  beforeEach(async () => {
    http = createServer().listen(0, '127.0.0.1');
    await once(http, 'listening');
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.terminate();
    http.close();
    await once(http, 'close');
  });

  it('leave together, in their order', async () => {
    const { served, stream, client, heard } = await open();
    const before = stream.writableLength;
    for (const word of ['one', 'two', 'three']) served.send(word);
    expect(stream.writableLength).toBeGreaterThan(before);
    while (heard.length < 3) await once(client, 'message');
    expect(heard).toEqual(['one', 'two', 'three']);
    expect(stream.writableLength).toBe(0);
    expect(stream.writableCorked).toBe(0);
  });

  it('are all there when a close follows them', async () => {
    const { served, client, heard } = await open();
    served.send('last words');
    served.close(1000);
    await once(client, 'close');
    expect(heard).toEqual(['last words']);
  });

  it('count as sent at once, but not for a client that does not read', async () => {
    const { served, client } = await open();
    let sent = 0;
    served.send('a word', () => (sent += 1));
    expect(sent).toBe(1);
    client.pause();
    const frame = 'x'.repeat(1024 * 1024);
    let given = 1;
    for (; sent === given && given < 100; given += 1) served.send(frame, () => (sent += 1));
    expect(given).toBeLessThan(100);
    client.resume();
    for (let messages = 0; messages < given; messages += 1) await once(client, 'message');
    expect(sent).toBe(given);
  });

  it('are refused through the callback once the socket is closed', async () => {
    const { served, client } = await open();
    served.close();
    await once(client, 'close');
    const error = await new Promise((resolve) => served.send('too late', resolve));
    expect(error).toBeInstanceOf(Error);
  });
});
