// One question and one answer with a STUN or TURN server, over UDP, TCP or TLS.
import { createSocket } from 'node:dgram';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { IceAddress } from './ice-address.ts';
import { messageLength } from './stun-message.ts';

/** UDP loses packets: the same request again after so long (ms), doubled each time (RFC 8489, section 6.2.1). */
const FIRST_RETRY = 250;

/** A way to one server; requests on it are answered one after the other. */
export interface StunExchange {
  /** @throws Error when there is no answer in time, or no way there */
  ask(request: Buffer): Promise<Buffer>;
  close(): void;
}

/** @param limit how long an answer may take, in milliseconds */
export function openExchange(address: IceAddress, limit: number): StunExchange {
  return address.transport === 'udp' ? overUdp(address, limit) : overStream(address, limit);
}

function overUdp({ host, port }: IceAddress, limit: number): StunExchange {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  const failed = new Promise<never>((_, reject) => socket.on('error', reject));
  failed.catch(() => {});
  return {
    ask: (request) => {
      let retry: NodeJS.Timeout | undefined;
      const send = (wait: number): void => {
        socket.send(request, port, host);
        retry = setTimeout(() => send(2 * wait), wait);
      };
      const answer = new Promise<Buffer>((resolve) => socket.once('message', resolve));
      send(FIRST_RETRY);
      return within(limit, Promise.race([answer, failed])).finally(() => clearTimeout(retry));
    },
    close: () => socket.close(),
  };
}

function overStream({ host, port, transport }: IceAddress, limit: number): StunExchange {
  // A server of one's own on a network of one's own may have a certificate of its own making: whether browsers take it is asked there.
  const socket: Socket =
    transport === 'tls' ? connectTls({ host, port, rejectUnauthorized: false }) : connectTcp({ host, port });
  const failed = new Promise<never>((_, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the connection was closed')));
  });
  failed.catch(() => {});
  return {
    ask: (request) => {
      let received = Buffer.alloc(0);
      const answer = new Promise<Buffer>((resolve) => {
        const take = (chunk: Buffer): void => {
          received = Buffer.concat([received, chunk]);
          const length = messageLength(received);
          if (length === null || received.length < length) return;
          socket.off('data', take);
          resolve(received.subarray(0, length));
        };
        socket.on('data', take);
      });
      socket.write(request);
      return within(limit, Promise.race([answer, failed]));
    },
    close: () => socket.destroy(),
  };
}

async function within<Result>(limit: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
