// A real coturn of the tests' own, over UDP, TCP and TLS, on ports that nobody else uses.
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateFor } from '../../../apps/server/src/lan/certificate.ts';
import { readSettings } from '../../../apps/server/src/settings/read-settings.ts';
import { turnCredentials } from '../../../apps/server/src/ice-servers/turn-credentials.ts';
import { coturnConfiguration } from '../../../apps/server/src/turn/coturn-configuration.ts';
import { probeTurn } from '../../../apps/server/src/turn/probe.ts';
import { COTURN, findTool } from '../../../scripts/lib/system-tools.ts';
import { freePort } from '../../support/start-server.ts';

const HOST = '127.0.0.1';
const START_LIMIT_MS = 20_000;
const PROBE_LIMIT_MS = 250;

export class TurnServer {
  readonly secret = 'north';
  readonly port: number;
  /** Base64 of the SHA-256 of its certificate's public key: Chromium trusts it by this. */
  readonly fingerprint: string;
  readonly #tlsPort: number;
  readonly #folder: string;
  #child: ChildProcess | null = null;

  private constructor(folder: string, port: number, tlsPort: number, fingerprint: string) {
    this.#folder = folder;
    this.port = port;
    this.#tlsPort = tlsPort;
    this.fingerprint = fingerprint;
  }

  /** It ends with this process. @throws Error when coturn is not installed */
  static async start(): Promise<TurnServer> {
    const program = findTool(COTURN);
    if (!program) throw new Error('coturn is missing.');
    const folder = await mkdtemp(join(tmpdir(), 'parley-turn-test-'));
    const settings = readSettings({ DATABASE_URL: `sqlite:${folder}/parley.db` });
    const { cert } = await certificateFor(settings, { ips: [HOST], names: ['localhost'], reachable: null });
    const files = { certificate: join(folder, 'lan-certificate.pem'), key: join(folder, 'lan-certificate-key.pem') };
    const publicKey = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
    const fingerprint = createHash('sha256').update(publicKey).digest('base64');
    const server = new TurnServer(folder, await freePort(), await freePort(), fingerprint);
    const configuration = coturnConfiguration({
      port: server.port,
      tls: { port: server.#tlsPort, ...files },
      relayPorts: { from: 51_000, to: 51_199 },
      secret: server.secret,
      folder,
      behindNat: null,
      loopback: true,
    });
    const file = join(folder, 'turnserver.conf');
    await writeFile(file, configuration);
    const child = spawn(program, ['-c', file], { stdio: 'ignore' });
    process.once('exit', () => child.kill('SIGKILL'));
    server.#child = child;
    await server.#serves();
    return server;
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
  settings(urls = [this.udp, this.tcp, this.tls], secret = this.secret): Record<string, string> {
    return { PARLEY_STUN_URLS: this.stun, PARLEY_TURN_URLS: urls.join(','), PARLEY_TURN_SECRET: secret };
  }

  async stop(): Promise<void> {
    if (this.#child?.kill('SIGKILL')) await once(this.#child, 'close');
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #serves(): Promise<void> {
    const credentials = turnCredentials(this.secret, 'test', Math.floor(Date.now() / 1000) + 60);
    const address = { kind: 'turn', host: HOST, port: this.port, transport: 'udp' } as const;
    for (const deadline = Date.now() + START_LIMIT_MS; Date.now() < deadline;) {
      if ((await probeTurn(address, credentials, PROBE_LIMIT_MS)).verdict === 'serves') return;
    }
    throw new Error('coturn does not serve.');
  }
}
