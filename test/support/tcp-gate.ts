// A line between a program and a service, in the shape of a TCP proxy: it can be cut so that nothing arrives and nobody is
// told, as by a broken network, and be mended.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class TcpGate {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  private constructor(
    private readonly listener: Server,
    private readonly target: number,
    private readonly host: string,
  ) {}

  /** A way to a port, of this machine unless another is named. */
  static async to(target: number, host = '127.0.0.1'): Promise<TcpGate> {
    const listener = createServer();
    const gate = new TcpGate(listener, target, host);
    listener.on('connection', (socket) => gate.join(socket));
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return gate;
  }

  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }

  /** From now on nothing passes, either way, and nobody is told: who connects is not answered. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** What is sent from now on passes; connections of before the cut are gone. */
  mend(): void {
    this.isCut = false;
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.listener.close();
    await once(this.listener, 'close');
  }

  private join(near: Socket): void {
    this.keep(near);
    if (this.isCut) {
      near.pause();
      return;
    }
    const far = connect(this.target, this.host);
    this.keep(far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.setNoDelay(true);
      from.on('data', (chunk: Buffer) => to.write(chunk));
      from.on('close', () => to.destroy());
    }
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.sockets.delete(socket));
  }
}
