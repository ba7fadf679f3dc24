// What callers send cannot write lines of its own into the log, nor secrets: each line is one JSON object that the server made.
import { connect } from 'node:net';
import { once } from 'node:events';
import { api } from '../support/rest-api.ts';
import { connect as openSocket } from '../support/bare-socket.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';
import { newSecret } from '../support/samples.ts';
import { API_KEY } from './credentials.ts';

const FORGED = '{"level":"error","msg":"FORGED"}';
const LINES = `\n${FORGED}\r\n\u2028${FORGED}\u0085\u001b[2Jx`;

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({
    env: { PARLEY_LOG_LEVEL: 'debug', PARLEY_API_KEYS: API_KEY, PARLEY_STUN_URLS: '' },
  });
});
afterAll(() => server.discard());

/** Sends these very bytes and answers when the server has answered or closed. */
async function sendRaw(text: string): Promise<void> {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.resume();
  socket.end(text);
  await once(socket, 'close');
}

it('names, reasons, codes, paths and headers stay within the line that tells of them', async () => {
  const rest = api(server.url);
  const secret = newSecret();
  const { body: call } = await rest.post<{ id: string }>('/calls', { name: LINES, metadata: { note: LINES } });
  await rest.post(`/calls/${call.id}/participants`, { secret, displayName: LINES });
  const socket = await openSocket(server.url, {
    auth: { protocol: 1, note: LINES },
    extraHeaders: { 'user-agent': 'x' },
  });
  const { self } = await socket.ok('join', { callId: call.id, displayName: LINES });
  await socket.request(`unknown${LINES}`, { note: LINES });
  await socket.request('offer', { to: LINES, messageId: LINES, description: LINES });
  await socket.request('hangup', { reason: LINES });
  socket.close();
  await rest.get(`/calls/${encodeURIComponent(LINES)}`);
  await rest.get(`/calls/${call.id}`, { bearer: `x${encodeURIComponent(LINES)}` });
  await rest.get(`/calls/${call.id}/participants/${self.id}/mailbox?after=${encodeURIComponent(LINES)}`, {
    bearer: secret,
  });
  await rest.post('/calls', undefined, { raw: `{"name": ${LINES}` });
  await sendRaw(
    `GET /api/v1/calls/${FORGED} HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${FORGED}\r\nConnection: close\r\n\r\n`,
  );
  await sendRaw(`NONSENSE ${FORGED}\r\n${FORGED}\r\n\r\n`);
  await server.stop();

  const lines = server.output.split('\n').filter((line) => line !== '');
  expect(lines.length).toBeGreaterThan(0);
  // What a person is told at the start is no log, and holds nothing of anybody else.
  expect(lines.filter((line) => !line.startsWith('{')).join('\n')).not.toContain('FORGED');
  for (const line of lines.filter((entry) => entry.startsWith('{'))) {
    const entry: unknown = JSON.parse(line);
    expect(entry).toMatchObject({ level: expect.any(Number), time: expect.anything() });
    expect(entry).not.toMatchObject({ msg: 'FORGED' });
    // Nothing that moves a terminal's cursor or breaks the line where only some programs break it.
    // oxlint-disable-next-line no-control-regex
    expect(line).not.toMatch(/[\u0000-\u001f\u0085\u2028\u2029]/);
  }
  expect(server.output).not.toContain(secret);
  expect(server.output).not.toContain(API_KEY);
});
