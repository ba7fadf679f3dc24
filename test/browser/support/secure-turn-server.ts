// A coturn over UDP, TCP and TLS, with a certificate that Chromium can be told to trust.
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateFor } from '../../../apps/server/src/lan/certificate.ts';
import { readSettings } from '../../../apps/server/src/settings/read-settings.ts';
import { freePort } from '../../support/start-server.ts';
import { TurnServer } from '../../support/turn-server.ts';

const HOST = '127.0.0.1';
const SECRET = 'north';

export class SecureTurnServer {
  /** Base64 of the SHA-256 of its certificate's public key: Chromium trusts it by this. */
  readonly fingerprint: string;
  readonly #coturn: TurnServer;
  readonly #tlsPort: number;
  readonly #folder: string;

  private constructor(coturn: TurnServer, tlsPort: number, fingerprint: string, folder: string) {
    this.#coturn = coturn;
    this.#tlsPort = tlsPort;
    this.fingerprint = fingerprint;
    this.#folder = folder;
  }

  /** It ends with this process. @throws Error when coturn is not installed, or ends */
  static async start(): Promise<SecureTurnServer> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-turn-test-'));
    const settings = readSettings({ DATABASE_URL: `sqlite:${folder}/parley.db` });
    const { cert } = await certificateFor(settings, { ips: [HOST], names: ['localhost'], reachable: null });
    const publicKey = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
    const fingerprint = createHash('sha256').update(publicKey).digest('base64');
    const files = { certificate: join(folder, 'lan-certificate.pem'), key: join(folder, 'lan-certificate-key.pem') };
    const tlsPort = await freePort();
    const coturn = await TurnServer.start({ secret: SECRET, tls: { port: tlsPort, ...files } });
    return new SecureTurnServer(coturn, tlsPort, fingerprint, folder);
  }

  get port(): number {
    return this.#coturn.port;
  }
  get udp(): string {
    return `turn:${HOST}:${this.port}?transport=udp`;
  }
  get tcp(): string {
    return `turn:${HOST}:${this.port}?transport=tcp`;
  }
  get tls(): string {
    return `turns:${HOST}:${this.#tlsPort}?transport=tcp`;
  }
  /** It answers STUN too. */
  get stun(): string {
    return `stun:${HOST}:${this.port}`;
  }

  /** Settings of a Parley server that sends its participants here. */
  settings(urls = [this.udp, this.tcp, this.tls], secret = SECRET): Record<string, string> {
    return { PARLEY_STUN_URLS: this.stun, PARLEY_TURN_URLS: urls.join(','), PARLEY_TURN_SECRET: secret };
  }

  async stop(): Promise<void> {
    await this.#coturn.discard();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
