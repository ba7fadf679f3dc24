// How packets become text (https://socket.io/docs/v4/socket-io-protocol/): Socket.IO's own encoder without its search for
// buffers, which goes through every value of every packet. No event of the contract carries any.
import { Encoder, type Packet, PacketType } from 'socket.io-parser';

export class TextEncoder extends Encoder {
  override encode(packet: Packet): string[] {
    const { type, nsp, id, data } = packet;
    if (nsp !== '/' || (type !== PacketType.EVENT && type !== PacketType.ACK)) return super.encode(packet);
    return [`${type}${id ?? ''}${JSON.stringify(data)}`];
  }
}
