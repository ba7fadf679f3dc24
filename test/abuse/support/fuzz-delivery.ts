// Delivers an input to a server and judges what comes back: a defined refusal, an answer, or a closed connection.
// Never a 500, never a hang, never silence where an acknowledgement is due.
import { ERROR_STATUS, type ErrorCode } from '@parley/protocol';
import { randomBytes } from 'node:crypto';
import type { FuzzInput, Known } from './fuzz-input.ts';
import { exchange, type RawAnswer } from './raw-http.ts';
import { RawSocket } from './raw-socket.ts';

const HANG_MS = 8000;
const CODES: ReadonlySet<string> = new Set(
  Object.keys(ERROR_STATUS).filter((code) => code !== 'internal' && code !== 'unavailable'),
);

/** @throws Error with what was wrong about the answer */
export async function deliver(url: string, input: FuzzInput, known: Known): Promise<void> {
  await within(delivered(url, input, known), 'neither answered nor closed');
}

async function delivered(url: string, input: FuzzInput, known: Known): Promise<void> {
  switch (input.kind) {
    case 'request':
      return deliverRequest(url, input);
    case 'bytes':
      return judgeStatus(await exchange(url, input.bytes, false));
    case 'upgraded':
      return deliverUpgraded(url, input.bytes);
    case 'poll':
      return deliverPoll(url, input);
    case 'frames':
      return deliverFrames(url, input);
    case 'event':
      return deliverEvent(url, input, known);
  }
}

async function deliverRequest(url: string, input: FuzzInput & { kind: 'request' }): Promise<void> {
  const names = new Set(input.headers.map(([name]) => name));
  const lines = [
    `${input.method} ${input.path} HTTP/1.1`,
    ...(names.has('Host') ? [] : [`Host: ${new URL(url).host}`]),
    ...input.headers.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${input.body.length}`,
    'Connection: close',
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  const answer = await exchange(url, Buffer.concat([head, input.body]), true);
  // Too large a body is answered before it was read to its end: the answer may get lost with the connection.
  if (answer.status === 0 && input.body.length > 200_000) return;
  if (answer.status === 0) throw new Error('The connection was closed without an answer.');
  judgeStatus(answer);
  if (input.method !== 'HEAD') judgeProblem(answer);
}

function judgeStatus({ status, body }: RawAnswer): void {
  if (status >= 500) throw new Error(`${status}: ${body}`);
}

/** What went through our own code is refused with problem details; an answer of Node's own parser has no request id. */
function judgeProblem({ status, headers, body }: RawAnswer): void {
  if (status < 400 || !headers.has('x-request-id')) return;
  if (!headers.get('content-type')?.startsWith('application/problem+json'))
    throw new Error(`${status} is not explained: ${body}`);
  const { code, requestId } = JSON.parse(dechunked(headers, body)) as { code: ErrorCode; requestId: string };
  if (!CODES.has(code) || ERROR_STATUS[code] !== status || !requestId)
    throw new Error(`${status} is not of its code: ${body}`);
}

function dechunked(headers: Map<string, string>, body: string): string {
  if (headers.get('transfer-encoding') !== 'chunked') return body;
  return body.replaceAll(/^[\da-f]+\r\n|\r\n0\r\n\r\n$/gi, '');
}

const UPGRADE = (): Buffer =>
  Buffer.from(
    [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      'Host: localhost',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      '\r\n',
    ].join('\r\n'),
  );

async function deliverUpgraded(url: string, bytes: Uint8Array): Promise<void> {
  const answer = await exchange(url, Buffer.concat([UPGRADE(), bytes]), false);
  if (answer.status !== 101) throw new Error(`Not upgraded, but answered ${answer.status}`);
}

async function deliverPoll(url: string, { method, body }: FuzzInput & { kind: 'poll' }): Promise<void> {
  const open = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
  const { sid } = JSON.parse((await open.text()).slice(1)) as { sid: string };
  const session = `/socket.io/?EIO=4&transport=polling&sid=${encodeURIComponent(sid)}`;
  const head = `${method} ${session} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
  judgeStatus(await exchange(url, Buffer.concat([Buffer.from(head), body]), true));
  // Were it left open it would be counted as a socket until its pings run out.
  await exchange(
    url,
    Buffer.from(`POST ${session} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nConnection: close\r\n\r\n1`),
    true,
  );
}

async function admitted(url: string): Promise<RawSocket> {
  const socket = await RawSocket.open(url, '203.0.113.1');
  socket.send('40{"protocol":1}');
  await socket.next((text) => text.startsWith('40{'));
  return socket;
}

/** Whatever came before: either the connection is closed, or it works. */
async function deliverFrames(url: string, { joined, frames }: FuzzInput & { kind: 'frames' }): Promise<void> {
  const socket = joined ? await admitted(url) : await RawSocket.open(url, '203.0.113.1');
  socket.send(...frames, ...(joined ? [] : ['40']), '424711["received",{"seq":0}]');
  await within(acknowledgement(socket, 4711), 'neither closed nor working');
  socket.end();
}

async function deliverEvent(
  url: string,
  { seated, packet, attachments }: FuzzInput & { kind: 'event' },
  { callId, secret }: Known,
): Promise<void> {
  const socket = await admitted(url);
  if (seated) {
    socket.send(`421${JSON.stringify(['join', { callId, secret }])}`);
    const joined = await within(acknowledgement(socket, 1), 'left unanswered');
    if (!joined?.ok) throw new Error(`The seat was refused: ${JSON.stringify(joined)}`);
  }
  socket.send(packet, ...attachments);
  const answer = await within(acknowledgement(socket, 77), 'left unanswered');
  socket.end();
  if (answer === null || answer.ok) return;
  const code = answer.error?.code ?? '';
  if (!CODES.has(code)) throw new Error(`Refused with ${JSON.stringify(answer)}`);
}

interface Answer {
  ok?: boolean;
  error?: { code: string };
}

/** The acknowledgement with this id; null when the connection was closed instead. */
async function acknowledgement(socket: RawSocket, id: number): Promise<Answer | null> {
  const head = `43${id}[`;
  const text = await Promise.race([socket.next((text) => text.startsWith(head)), socket.closed.then(() => null)]).catch(
    () => null,
  );
  return text === null ? null : (JSON.parse(text.slice(head.length - 1)) as [Answer])[0];
}

async function within<Done>(done: Promise<Done>, what: string): Promise<Done> {
  let limit: NodeJS.Timeout | undefined;
  const hang = new Promise<never>((_, reject) => {
    limit = setTimeout(() => reject(new Error(`After ${HANG_MS} ms it was ${what}.`)), HANG_MS);
  });
  return Promise.race([done, hang]).finally(() => clearTimeout(limit));
}
