// What stands on the internet of a test for whoever wants to call: a server with HTTPS, and a TURN server, under names of their own.
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateFor } from '../../apps/server/src/lan/certificate.ts';
import { readSettings } from '../../apps/server/src/settings/read-settings.ts';
import { startServer, type RunningServer } from '../support/start-server.ts';
import { TurnServer } from '../support/turn-server.ts';
import type { Host } from './host.ts';
import type { Internet } from './internet.ts';

const SERVER = 'parley.test';
const TURN = 'turn.parley.test';
const SECRET = 'shared-with-coturn';

export interface ServiceOptions {
  /** Whether people may relay; without, there is STUN alone. */
  turn?: boolean;
  /** Further settings of the server. */
  env?: Record<string, string>;
}

export class Service {
  /** Its page, from wherever on the internet. */
  readonly url = `https://${SERVER}`;
  /** The machine of the server. */
  readonly machine: Host;
  readonly server: RunningServer;
  readonly #turnMachine: Host;
  readonly #coturn: TurnServer;
  readonly #folder: string;
  readonly #certificate: string;

  private constructor(
    parts: { machine: Host; turnMachine: Host; server: RunningServer; coturn: TurnServer },
    folder: string,
    certificate: string,
  ) {
    this.machine = parts.machine;
    this.server = parts.server;
    this.#turnMachine = parts.turnMachine;
    this.#coturn = parts.coturn;
    this.#folder = folder;
    this.#certificate = certificate;
  }

  static async open(internet: Internet, { turn = true, env = {} }: ServiceOptions = {}): Promise<Service> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-service-'));
    const settings = readSettings({ DATABASE_URL: `sqlite:${folder}/parley.db` });
    const { cert } = await certificateFor(settings, { ips: [], names: [SERVER, TURN], reachable: null });
    const tls = { certificate: join(folder, 'lan-certificate.pem'), key: join(folder, 'lan-certificate-key.pem') };
    const [machine, turnMachine] = [await internet.host('server'), await internet.host('turn')];
    const coturn = await TurnServer.start({
      secret: SECRET,
      port: 3478,
      tls: { port: 443, ...tls },
      machine: turnMachine,
    });
    const relays = [`turn:${TURN}:3478`, `turn:${TURN}:3478?transport=tcp`, `turns:${TURN}:443?transport=tcp`];
    const server = await startServer({
      machine,
      env: {
        HOST: '::',
        PARLEY_HTTPS_PORT: '443',
        PARLEY_TLS_CERT: tls.certificate,
        PARLEY_TLS_KEY: tls.key,
        PARLEY_PUBLIC_URL: `https://${SERVER}`,
        PARLEY_STUN_URLS: `stun:${TURN}:3478`,
        ...(turn && { PARLEY_TURN_URLS: relays.join(), PARLEY_TURN_SECRET: SECRET }),
        ...env,
      },
    });
    return new Service({ machine, turnMachine, server, coturn }, folder, cert);
  }

  /** Its names, with their addresses of one version of IP. */
  names({ ipv6 }: { ipv6: boolean }): Record<string, string> {
    const address = ({ addresses: [four = '', six = ''] }: Host): string => (ipv6 ? six : four);
    return { [SERVER]: address(this.machine), [TURN]: address(this.#turnMachine) };
  }

  /** By which a browser of Chromium's kind trusts its certificate. */
  get browserArguments(): string[] {
    const key = new X509Certificate(this.#certificate).publicKey.export({ type: 'spki', format: 'der' });
    const fingerprint = createHash('sha256').update(key).digest('base64');
    // WebRTC trusts TURN servers by this list alone; to ignore certificates in a page does not reach it.
    return [`--ignore-certificate-errors-spki-list=${fingerprint}`];
  }

  async discard(): Promise<void> {
    await this.server.discard();
    await this.#coturn.discard();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
