// A built server that is to be abused, behind one trusted proxy: a test may come from any address it likes. It tells what it
// weighs, and whether it has come out of it unharmed.
import { jest } from '@jest/globals';
import type { CreatedCall, Joined } from '@parley/protocol';
import { connect, type BareSocket } from '../../support/bare-socket.ts';
import { api, RestApi, type Answer } from '../../support/rest-api.ts';
import { CANDIDATE, newMessageId, newSecret } from '../../support/samples.ts';
import { startServer, type RunningServer } from '../../support/start-server.ts';

/** The long forms run under `npm run test:long`. */
export const LONG = process.env['PARLEY_TEST_LONG'] === '1';

export const API_KEY = 'abuse-key-0123456789abcdef';

const MIB = 1024 * 1024;

/** What a server weighs: MiB, sockets, and bytes that wait for slow readers. */
export interface Weight {
  resident: number;
  heap: number;
  sockets: number;
  waiting: number;
}

export interface Seat {
  socket: BareSocket;
  joined: Joined;
  secret: string;
}

export class AttackedServer {
  private running: RunningServer | null = null;
  private readonly sockets: BareSocket[] = [];

  constructor(private readonly env: Record<string, string>) {}

  get process(): RunningServer {
    if (!this.running) throw new Error('The server is asked for before it was started.');
    return this.running;
  }

  get url(): string {
    return this.process.url;
  }

  async start(): Promise<void> {
    this.running = await startServer({
      env: { PARLEY_TRUST_PROXY: '1', PARLEY_API_KEYS: API_KEY, PARLEY_LOG_LEVEL: 'info', ...this.env },
    });
  }

  async end(): Promise<void> {
    for (const socket of this.sockets.splice(0)) socket.close();
    await this.running?.discard();
  }

  /** A REST request from an address. */
  send<Body = unknown>(
    address: string,
    method: string,
    path: string,
    body?: unknown,
    bearer?: string,
  ): Promise<Answer<Body>> {
    return api(this.url).send<Body>(method, path, body, { bearer, headers: { 'X-Forwarded-For': address } });
  }

  /** A socket from an address. */
  async connect(address: string, options: Parameters<typeof connect>[1] = {}): Promise<BareSocket> {
    const socket = await connect(this.url, { extraHeaders: { 'X-Forwarded-For': address }, ...options });
    this.sockets.push(socket);
    return socket;
  }

  async createCall(address: string, body: object = {}): Promise<CreatedCall> {
    const { status, body: call } = await this.send<CreatedCall>(address, 'POST', '/calls', body);
    if (status !== 201) throw new Error(`No call was created: ${JSON.stringify(call)}`);
    return call;
  }

  async sit(address: string, callId: string, secret: string = newSecret()): Promise<Seat> {
    const socket = await this.connect(address);
    return { socket, secret, joined: await socket.ok('join', { callId, secret }) };
  }

  /** A call for two with both in it, the first of them first. */
  async pair(addresses: readonly [string, string]): Promise<[Seat, Seat]> {
    const { id } = await this.createCall(addresses[0]);
    return [await this.sit(addresses[0], id), await this.sit(addresses[1], id)];
  }

  async weight(): Promise<Weight> {
    const { body } = await new RestApi(this.url, '').get<string>('/metrics');
    const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1]);
    return {
      resident: Math.round(figure('process_resident_memory_bytes') / MIB),
      heap: Math.round(figure('nodejs_heap_size_used_bytes') / MIB),
      sockets: figure('parley_sockets'),
      waiting: figure('parley_waiting_bytes'),
    };
  }

  /** A small call from an address of its own: what people came for still works. @throws Error when it does not */
  async probe(): Promise<void> {
    const [alice, bob] = await this.pair([PROBE, PROBE]);
    const sent = { to: bob.joined.self.id, messageId: newMessageId(), candidate: CANDIDATE };
    await alice.socket.ok('candidate', sent);
    const received = await bob.socket.next('candidate', ({ messageId }) => messageId === sent.messageId);
    await bob.socket.ok('received', { seq: received.seq });
    await alice.socket.ok('hangup', {});
    await bob.socket.next('call-ended');
    for (const { socket } of [alice, bob]) socket.close();
  }

  /** What it printed that nobody should have to read: errors, stacks, warnings of Node's. */
  get complaints(): string[] {
    return this.process.output.split('\n').filter((line) => /"level":[56]0|^\s+at |Error|Warning|Unhandled/.test(line));
  }
}

const PROBE = '203.0.113.200';

/** One server for the tests of the block that calls this. */
export function attackedServer(env: Record<string, string> = {}): AttackedServer {
  const server = new AttackedServer(env);
  jest.setTimeout(LONG ? 600_000 : 60_000);
  beforeAll(() => server.start(), 60_000);
  afterAll(() => server.end(), 30_000);
  return server;
}

let people = 0;

/** An address that nobody has come from yet. */
export function newAddress(): string {
  people += 1;
  return `198.18.${people >> 8}.${people & 255}`;
}
