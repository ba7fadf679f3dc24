// Socket.IO as this server runs it: frame size, liveness, CORS, limits. The gateway binds its events itself, as one plain
// listener to a socket: Nest's stock binding, RxJS around each event, takes twice the time and three times the memory.
import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { LIMITS } from '@parley/protocol';
import type { Server, ServerOptions } from 'socket.io';
import { Decoder } from 'socket.io-parser';
import type { Settings } from '../settings/settings.ts';
import { ClientSockets } from './client-sockets.ts';
import { guardEngine } from './engine-door.ts';
import { JoiningWebSocketServer } from './joined-writes.ts';
import { TextEncoder } from './text-encoder.ts';
import { TrafficService } from './traffic.service.ts';

/** A dead connection is noticed within the sum of both, by either side. */
const PING_INTERVAL_MS = 10_000;
const PING_TIMEOUT_MS = 10_000;
/** For one that connects and then asks for no namespace. */
const CONNECT_TIMEOUT_MS = 10_000;

export class SignalingAdapter extends IoAdapter {
  private readonly traffic: TrafficService;
  private readonly clients: ClientSockets;

  constructor(
    app: INestApplication,
    private readonly settings: Pick<Settings, 'corsOrigins'>,
  ) {
    super(app);
    this.traffic = app.get(TrafficService);
    this.clients = app.get(ClientSockets);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const { corsOrigins } = this.settings;
    const ours: Partial<ServerOptions> = {
      maxHttpBufferSize: LIMITS.bodyBytes,
      pingInterval: PING_INTERVAL_MS,
      pingTimeout: PING_TIMEOUT_MS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      wsEngine: JoiningWebSocketServer,
      parser: { Encoder: TextEncoder, Decoder },
      ...(corsOrigins.length > 0 && { cors: { origin: corsOrigins === '*' ? '*' : [...corsOrigins] } }),
    };
    const server = super.createIOServer(port, Object.assign({}, options, ours));
    guardEngine(server, this.traffic, () => this.clients.isClosed);
    // Its handshake says what is still asked of it (https://socket.io/docs/v4/performance-tuning/#memory-usage).
    server.on('connection', ({ conn }) => Reflect.set(conn, 'request', null));
    return server;
  }

  /** No method of the gateway is bound by Nest. */
  override bindMessageHandlers(): void {}
}
