// HTTPS beside HTTP without a second application: TLS is taken off here, and the plain connection handed to the one HTTP server.
import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer, type Server as TlsServer } from 'node:tls';
import { SettingsError } from '../settings/environment.ts';
import type { Certificate } from './certificate.ts';

/**
 * Listens for TLS and feeds what comes to `httpServer`: REST, page and sockets alike.
 *
 * @throws SettingsError when certificate and key do not fit; the listener's own error when the port is taken.
 */
export async function listenHttps(
  httpServer: Server,
  certificate: Certificate,
  { port, host }: { port: number; host: string },
): Promise<TlsServer> {
  const tlsServer = createTlsServer(httpServer, certificate);
  tlsServer.listen(port, host);
  await once(tlsServer, 'listening');
  return tlsServer;
}

function createTlsServer(httpServer: Server, certificate: Certificate): TlsServer {
  const options = { ...certificate, ALPNProtocols: ['http/1.1'], minVersion: 'TLSv1.2' as const };
  try {
    return createServer(options, (socket) => httpServer.emit('connection', socket));
  } catch (error) {
    throw new SettingsError(
      'PARLEY_TLS_CERT',
      `it does not fit PARLEY_TLS_KEY: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
