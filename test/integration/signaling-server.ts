// The socket door in this very process: real sockets, real storage in a folder of its own, shorter waits.
import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import { AnnouncementsModule } from '../../apps/server/src/announcements/announcements.module.ts';
import { CallsModule } from '../../apps/server/src/calls/calls.module.ts';
import { CallsService } from '../../apps/server/src/calls/calls.service.ts';
import { readSettings } from '../../apps/server/src/settings/read-settings.ts';
import { SettingsModule } from '../../apps/server/src/settings/settings.module.ts';
import { SignalingDrain } from '../../apps/server/src/signaling/signaling-drain.service.ts';
import { SignalingFigures } from '../../apps/server/src/signaling/signaling-figures.ts';
import { SignalingTimes } from '../../apps/server/src/signaling/signaling-times.ts';
import { SignalingAdapter } from '../../apps/server/src/signaling/signaling.adapter.ts';
import { SignalingModule } from '../../apps/server/src/signaling/signaling.module.ts';
import { StorageModule } from '../../apps/server/src/storage/storage.module.ts';
import { TelemetryModule } from '../../apps/server/src/telemetry/telemetry.module.ts';
import { type BareSocket, connect } from '../support/bare-socket.ts';

export class SignalingServer {
  readonly sockets: BareSocket[] = [];

  private constructor(
    readonly url: string,
    readonly calls: CallsService,
    readonly figures: SignalingFigures,
    readonly drain: SignalingDrain,
    private readonly stop: () => Promise<void>,
  ) {}

  static async start(
    environment: Record<string, string> = {},
    times: Partial<SignalingTimes> = {},
  ): Promise<SignalingServer> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-signaling-'));
    const settings = readSettings({ DATABASE_URL: `sqlite:${join(folder, 'parley.db')}`, ...environment });
    const module = await Test.createTestingModule({
      imports: [
        SettingsModule.with(settings),
        TelemetryModule,
        StorageModule,
        AnnouncementsModule,
        CallsModule,
        SignalingModule,
      ],
    })
      .overrideProvider(SignalingTimes)
      .useValue(Object.assign(new SignalingTimes(), times))
      .compile();
    const app = module.createNestApplication({ logger: false });
    app.useWebSocketAdapter(new SignalingAdapter(app, settings));
    await app.listen(0, '127.0.0.1');
    const http: Server = app.getHttpServer();
    const { port } = http.address() as AddressInfo;
    return new SignalingServer(
      `http://127.0.0.1:${port}`,
      app.get(CallsService),
      app.get(SignalingFigures),
      app.get(SignalingDrain),
      async () => {
        await app.close();
        await rm(folder, { recursive: true, force: true });
      },
    );
  }

  async connect(options: Parameters<typeof connect>[1] = {}): Promise<BareSocket> {
    const socket = await connect(this.url, options);
    this.sockets.push(socket);
    return socket;
  }

  async createCall(request: { maxParticipants?: number; listed?: boolean; name?: string } = {}): Promise<string> {
    const defaults = { name: null, maxParticipants: 2, metadata: {}, listed: true, password: null, lobby: false };
    const { call } = await this.calls.create({ ...defaults, ...request }, null);
    return call.id;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.close();
    await this.stop();
  }
}
