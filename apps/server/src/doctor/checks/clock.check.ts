// Whether this machine's clock is right: TURN credentials expire by it. Asked by SNTP (RFC 4330).
import { createSocket } from 'node:dgram';
import { bad, good, warning, type Finding } from '../finding.ts';

const SUBJECT = 'Clock';
const TIME_SERVER = { host: 'pool.ntp.org', port: 123 };
const LIMIT_MS = 3000;
/** Seconds from 1900, where NTP begins, to 1970. */
const NTP_EPOCH = 2_208_988_800;
const PACKET_BYTES = 48;
const TRANSMIT_TIMESTAMP = 40;
/** Version 4, mode client. */
const CLIENT_REQUEST = 0x23;
/** Tokens and credentials are made for minutes at least; a clock off by more makes new ones old. */
const TOLERATED_SECONDS = 30;

export async function checkClock(server = TIME_SERVER): Promise<Finding[]> {
  const offset = await clockOffset(server).catch(() => null);
  if (offset === null) {
    const remedy = `Let UDP port ${server.port} out, or see for yourself that this machine keeps time.`;
    return [warning(SUBJECT, `${server.host} does not answer: the clock was compared with nothing`, remedy)];
  }
  return [judgeOffset(offset)];
}

/** @param seconds by which this machine's clock is behind */
export function judgeOffset(seconds: number): Finding {
  const off = Math.abs(seconds).toFixed(1);
  if (Math.abs(seconds) <= TOLERATED_SECONDS) return good(SUBJECT, `right to ${off} s`);
  const remedy = 'Switch time synchronisation on (timedatectl set-ntp true): credentials expire by this clock.';
  return bad(SUBJECT, `${off} s ${seconds > 0 ? 'behind' : 'ahead'}`, remedy);
}

function clockOffset({ host, port }: typeof TIME_SERVER): Promise<number> {
  const socket = createSocket('udp4');
  const request = Buffer.alloc(PACKET_BYTES);
  request.writeUInt8(CLIENT_REQUEST, 0);
  const asked = Date.now();
  const answer = new Promise<number>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('no answer')), LIMIT_MS);
    socket.once('error', reject);
    socket.once('close', () => clearTimeout(limit));
    socket.once('message', (packet) => {
      if (packet.length < PACKET_BYTES) return reject(new Error('no time in it'));
      const whole = packet.readUInt32BE(TRANSMIT_TIMESTAMP) - NTP_EPOCH;
      const fraction = packet.readUInt32BE(TRANSMIT_TIMESTAMP + 4) / 2 ** 32;
      const halfway = (asked + Date.now()) / 2000;
      resolve(whole + fraction - halfway);
    });
    socket.send(request, port, host, (error) => error && reject(error));
  });
  return answer.finally(() => socket.close());
}
