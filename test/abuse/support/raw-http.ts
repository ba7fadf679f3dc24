// HTTP byte by byte: what fetch would never send, and exactly what came back.
import { connect } from 'node:net';

export interface RawAnswer {
  /** 0 when the connection was closed without an answer. */
  status: number;
  headers: Map<string, string>;
  body: string;
}

/** How long to wait for the first byte before the sending side is closed, when the request may be incomplete. */
const FIRST_BYTE_MS = 250;
/** No connection may stay open longer. */
const HANG_MS = 8000;

/**
 * Sends these bytes and reads until the server closes the connection.
 *
 * @param complete whether an answer must come by itself; otherwise our side is closed when none comes at once
 * @throws Error when the server neither answers nor closes
 */
export function exchange(url: string, bytes: Uint8Array, complete: boolean): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    const hang = setTimeout(() => {
      socket.destroy();
      reject(new Error(`A hang: no end within ${HANG_MS} ms. It answered: ${Buffer.concat(chunks).toString()}`));
    }, HANG_MS);
    const giveUp = complete ? undefined : setTimeout(() => socket.end(), FIRST_BYTE_MS);
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      // Kept alive: the answer is there, and we are done.
      if (!complete) socket.end();
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(hang);
      clearTimeout(giveUp);
      resolve(parse(Buffer.concat(chunks)));
    });
    socket.write(bytes);
  });
}

function parse(received: Buffer): RawAnswer {
  const text = received.toString('latin1').replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, Math.max(0, end)).split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0);
  return { status, headers: new Map(headers), body: Buffer.from(text.slice(end + 4), 'latin1').toString() };
}
