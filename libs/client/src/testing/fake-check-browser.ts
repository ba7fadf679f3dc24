// A browser as the checks see it, and the Parley server that it reaches: both as the test wants them.
import type { CheckBrowser } from '../check/check-browser.ts';
import type { MovingPicture } from '../check/moving-picture.ts';
import type { Device } from '../media/devices.ts';
import { FakeEnd, fakeEvent, type Network } from './fake-check-peers.ts';
import { FakeMediaDevices } from './fake-media.ts';

export const STUN = 'stun:stun.example:3478';
export const TURN_UDP = 'turn:turn.example:3478?transport=udp';
export const TURN_TCP = 'turn:turn.example:3478?transport=tcp';
export const TURN_TLS = 'turns:turn.example:5349?transport=tcp';
/** Must stand in no report. */
export const SECRETS = ['the-credential', 'the-username', 'the-owner-secret', 'the-call', 'example'];

/** What one request is answered with: a status and a body, or what the network does to it. */
export type Answer = readonly [status: number, body: unknown] | 'unreachable' | 'silence';

const problem = (status: number, code: string): Answer => [status, { code, title: code, status }];

export class FakeCheckServer {
  iceServers: RTCIceServer[] = [
    { urls: STUN },
    { urls: [TURN_UDP, TURN_TCP, TURN_TLS], username: 'the-username', credential: 'the-credential' },
  ];
  /** `{method} {path}` of every request that came. */
  readonly log: string[] = [];
  /** What stands in the way of requests whose `{method} {path}` fits. */
  readonly obstacles: (readonly [RegExp, Answer])[] = [];
  /** What each poll is answered with. */
  readonly #packets: string[] = [];

  /** Everything fails so. */
  fail(answer: Answer, request = /./): void {
    this.obstacles.push([request, answer]);
  }

  answer(method: string, path: string, body: string, bearer: string | null): Answer {
    this.log.push(`${method} ${path}`);
    const obstacle = this.obstacles.find(([request]) => request.test(`${method} ${path}`));
    if (obstacle) return obstacle[1];
    if (path.startsWith('/socket.io/')) return [200, this.#poll(method, path, body)];
    switch (`${method} ${path}`) {
      case 'GET /api/v1/ice-servers':
        return [200, { iceServers: [{ urls: STUN }], expiresAt: null }];
      case 'POST /api/v1/calls':
        return [201, { id: 'the-call', ownerSecret: 'the-owner-secret', listed: JSON.parse(body).listed }];
      case 'POST /api/v1/calls/the-call/participants':
        return [201, { self: { id: 'p' }, iceServers: this.iceServers }];
      case 'DELETE /api/v1/calls/the-call':
        return bearer === 'Bearer the-owner-secret' ? [204, null] : problem(403, 'forbidden');
      default:
        return problem(404, 'not-found');
    }
  }

  #poll(method: string, path: string, body: string): string {
    if (!path.includes('&sid=')) return '0{"sid":"one"}';
    if (method === 'GET') return this.#packets.splice(0).join('\x1e');
    if (body.startsWith('40')) this.#packets.push('40{"sid":"two"}', '2');
    if (body.startsWith('42')) this.#packets.push('430[{"ok":true}]');
    return 'ok';
  }
}

/** A WebSocket to it: `serves`, is `refused` by the browser, by the server in its `words`, or hears nothing. */
export type SocketFate = 'serves' | 'refused' | 'words' | 'silence';

class FakeWebSocket extends EventTarget {
  closed = false;
  readonly #fate: SocketFate;

  constructor(fate: SocketFate) {
    super();
    this.#fate = fate;
    queueMicrotask(() => {
      if (fate === 'refused') this.dispatchEvent(new Event('error'));
      else if (fate !== 'silence') this.#say('0{"sid":"one"}');
    });
  }
  send(packet: string): void {
    if (packet.startsWith('40')) this.#say(this.#fate === 'words' ? '44{"message":"no"}' : '2', '40{"sid":"two"}');
    if (packet.startsWith('42')) this.#say('430[{"ok":true}]');
  }
  close(): void {
    this.closed = true;
  }
  #say(...packets: string[]): void {
    for (const data of packets) queueMicrotask(() => this.dispatchEvent(fakeEvent('message', { data })));
  }
}

export class FakeCheckBrowser implements CheckBrowser {
  secure = true;
  userAgent = 'Browser/1';
  webrtc = true;
  devices = new FakeMediaDevices();
  hidden = false;
  permissions: Record<Device, PermissionState | null> = { camera: 'granted', microphone: 'granted' };
  loudest: number | null = 0.2;
  server = new FakeCheckServer();
  socketFate: SocketFate = 'serves';
  draws = true;
  readonly sockets: FakeWebSocket[] = [];
  readonly ends: FakeEnd[] = [];
  readonly network: Network = {
    gathering: new Map([
      [STUN, 'srflx'],
      [TURN_UDP, 'relay'],
      [TURN_TCP, 'relay'],
      [TURN_TLS, 'relay'],
    ]),
    relaying: 'well',
    echoes: true,
    echoTime: 20,
    lostPerSecond: 0,
    packetsPerSecond: 50,
  };

  get mediaDevices(): MediaDevices | undefined {
    return this.hidden ? undefined : (this.devices as unknown as MediaDevices);
  }
  permission(device: Device): Promise<PermissionState | null> {
    return Promise.resolve(this.permissions[device]);
  }
  async fetch(url: string, { method = 'GET', body, headers, signal }: RequestInit): Promise<Response> {
    await Promise.resolve();
    const { pathname, search } = new URL(url);
    const bearer = new Headers(headers).get('Authorization');
    const answer = this.server.answer(method, pathname + search, typeof body === 'string' ? body : '', bearer);
    if (answer === 'unreachable') throw new TypeError('Failed to fetch');
    if (answer === 'silence') {
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    }
    const [status, content] = answer;
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    return new Response(status === 204 ? null : text, { status });
  }
  createWebSocket(): WebSocket {
    const socket = new FakeWebSocket(this.socketFate);
    this.sockets.push(socket);
    return socket as unknown as WebSocket;
  }
  createPeerConnection(configuration: RTCConfiguration): RTCPeerConnection {
    const end = new FakeEnd(this.network, configuration);
    this.ends.push(end);
    return end as unknown as RTCPeerConnection;
  }
  movingPicture(): MovingPicture {
    if (!this.draws) throw new Error('No canvas.');
    return { track: {} as MediaStreamTrack, stop: () => {} };
  }
  loudestSample(): Promise<number | null> {
    return Promise.resolve(this.loudest);
  }
}
