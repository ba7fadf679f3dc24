// Few bytes a second hold no connection for long, and while they do nobody else waits.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { attackedServer, LONG, newAddress } from './support/attacked-server.ts';

const server = attackedServer();

/** Sends its bytes one after the other, a second apart, until it is cut off. Answers what came back, and after how long. */
async function trickle(bytes: string): Promise<{ answer: string; seconds: number }> {
  const socket = open();
  const start = performance.now();
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  let sent = 0;
  const drip = setInterval(() => socket.write(bytes[sent++] ?? ' '), 1000);
  await once(socket, 'close');
  clearInterval(drip);
  return { answer, seconds: (performance.now() - start) / 1000 };
}

function open(): Socket {
  const socket = connect(server.process.port, '127.0.0.1');
  socket.on('error', () => undefined);
  return socket.resume();
}

it('a head that does not end is cut off after 10 seconds, and so is a connection that says nothing', async () => {
  const head = `GET /api/v1/calls HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(100)}`;
  const [slow, silent] = await Promise.all([trickle(head), once(open(), 'close').then(() => performance.now())]);
  expect(slow.answer).toMatch(/^(HTTP\/1\.1 408 |$)/);
  expect(slow.seconds).toBeLessThan(20);
  expect(silent).toBeGreaterThan(0);
});

it('a hundred of them at once hold nobody up', async () => {
  const many = Array.from({ length: 100 }, open);
  for (const socket of many) socket.write('POST /api/v1/calls HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{');
  for (let asked = 0; asked < 20; asked += 1)
    expect((await server.send(newAddress(), 'GET', '/calls')).status).toBe(200);
  // Nobody had to wait until they were cut off.
  expect(many.filter(({ closed, destroyed }) => closed || destroyed)).toEqual([]);
  for (const socket of many) socket.destroy();
});

if (LONG) {
  it('a body that does not end is cut off after 30 seconds', async () => {
    const head = 'POST /api/v1/calls HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{';
    const socket = open();
    socket.write(head);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    const drip = setInterval(() => socket.write(' '), 1000);
    const start = performance.now();
    await once(socket, 'close');
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect((performance.now() - start) / 1000).toBeLessThan(45);
  });
}

it('afterwards everything is as it was', async () => {
  await server.probe();
  expect(server.complaints).toEqual([]);
});
