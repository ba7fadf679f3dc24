import { Encoder, type Packet, PacketType } from 'socket.io-parser';
import { TextEncoder } from './text-encoder.ts';

const { EVENT, ACK, CONNECT, CONNECT_ERROR, DISCONNECT } = PacketType;

describe('packets as text are those of Socket.IO', () => {
  const packets: [string, Packet][] = [
    ['an event', { type: EVENT, nsp: '/', data: ['offer', { seq: 1, description: { sdp: 'v=0\r\n…' } }] }],
    ['an event to be acknowledged', { type: EVENT, nsp: '/', id: 7, data: ['closing', {}] }],
    ['an acknowledgement', { type: ACK, nsp: '/', id: 0, data: [{ ok: true, seq: null, left: undefined }] }],
    ['an event in another namespace', { type: EVENT, nsp: '/other', data: ['offer'] }],
    ['a connection', { type: CONNECT, nsp: '/', data: { sid: 'x' } }],
    ['a refusal', { type: CONNECT_ERROR, nsp: '/other', data: { message: 'Invalid namespace' } }],
    ['a disconnection', { type: DISCONNECT, nsp: '/' }],
  ];

  it.each(packets)('%s', (_, packet) => {
    expect(new TextEncoder().encode(packet)).toEqual(new Encoder().encode(packet));
  });
});
