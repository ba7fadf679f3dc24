// A UDP socket in a process of its own, since a process is on one host: sends what it is told to, and tells what came.
import { createSocket } from 'node:dgram';

/** What it is told. */
export interface Letter {
  text: string;
  address: string;
  port: number;
}

/** What it tells: that it stands, on this port, or that something came, from there. */
export type Told = { port: number } | { came: Letter };

const tell = (told: Told): unknown => process.send?.(told);

const socket = createSocket('udp4');
socket.on('message', (text, { address, port }) => tell({ came: { text: text.toString(), address, port } }));
process.on('message', ({ text, address, port }: Letter) => socket.send(text, port, address));
process.on('disconnect', () => socket.close());
socket.bind(0, () => tell({ port: socket.address().port }));
