// The network between one person and the server, in the shape of a TCP proxy: it can lose what is on its way, and break.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** As seen from the person: what they send, and what they are answered. */
export type Direction = 'requests' | 'answers';

interface Link {
  person: Socket;
  server: Socket;
}

export class Wire {
  private readonly listener: Server;
  private readonly links = new Set<Link>();
  /** Sockets whose other end is gone, without the server having been told. */
  private readonly orphans = new Set<Socket>();

  private constructor(listener: Server) {
    this.listener = listener;
  }

  /** Lays a wire to a server on this port of this machine. */
  static async to(port: number): Promise<Wire> {
    const listener = createServer();
    const wire = new Wire(listener);
    listener.on('connection', (person) => wire.join(person, connect(port, '127.0.0.1')));
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return wire;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.listener.address() as AddressInfo).port}`;
  }

  /** From now until the next cut nothing of this direction arrives any more. */
  lose(direction: Direction): void {
    for (const { person, server } of this.links) {
      const from = direction === 'requests' ? person : server;
      from.removeAllListeners('data').resume();
    }
  }

  /** Breaks every connection: the person's end at once, the server's too unless it is not to notice. */
  cut({ silent = false } = {}): void {
    for (const { person, server } of this.links) {
      if (silent) this.orphan(server);
      else server.destroy();
      person.destroy();
    }
    this.links.clear();
  }

  async close(): Promise<void> {
    this.cut();
    for (const socket of this.orphans) socket.destroy();
    this.listener.close();
    await once(this.listener, 'close');
  }

  private join(person: Socket, server: Socket): void {
    const link = { person, server };
    this.links.add(link);
    for (const [from, to] of [
      [person, server],
      [server, person],
    ] as const) {
      from.setNoDelay(true);
      from.on('data', (chunk: Buffer) => to.write(chunk));
      from.on('error', () => from.destroy());
      from.on('close', () => {
        if (this.links.delete(link)) to.destroy();
      });
    }
  }

  private orphan(server: Socket): void {
    server.removeAllListeners('data').resume();
    this.orphans.add(server);
    server.once('close', () => this.orphans.delete(server));
  }
}
