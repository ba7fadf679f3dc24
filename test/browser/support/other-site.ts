// Somebody's site, at another origin and another site than the server.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class OtherSite {
  readonly origin: string;
  /** What its one page holds from now on. */
  body = '';
  /** The policy that its page comes with. */
  policy: string | null = null;
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    this.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    server.on('request', (_, response) => {
      if (this.policy !== null) response.setHeader('Content-Security-Policy', this.policy);
      response.setHeader('Content-Type', 'text/html').end(`<!doctype html><title>Another site</title>${this.body}`);
    });
  }

  static async open(port: number): Promise<OtherSite> {
    const server = createServer();
    server.listen(port, 'localhost');
    await once(server, 'listening');
    return new OtherSite(server);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
