// The REST doors in this very process over a real SQLite file, so that a test can stop them or take their database away.
import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AnnouncementsModule } from '../../apps/server/src/announcements/announcements.module.ts';
import { CallsModule } from '../../apps/server/src/calls/calls.module.ts';
import { IceServersModule } from '../../apps/server/src/ice-servers/ice-servers.module.ts';
import { LobbyModule } from '../../apps/server/src/lobby/lobby.module.ts';
import { MailboxesModule } from '../../apps/server/src/mailboxes/mailboxes.module.ts';
import { configureRest } from '../../apps/server/src/rest/configure-rest.ts';
import { readSettings } from '../../apps/server/src/settings/read-settings.ts';
import { SettingsModule } from '../../apps/server/src/settings/settings.module.ts';
import { StorageModule } from '../../apps/server/src/storage/storage.module.ts';
import { TelemetryModule } from '../../apps/server/src/telemetry/telemetry.module.ts';
import { TimelineModule } from '../../apps/server/src/timeline/timeline.module.ts';
import { api, type RestApi } from '../support/rest-api.ts';

/** The server's one API key. */
export const API_KEY = 'integration-key-0123456789abcdef';

export interface RestServer {
  app: NestExpressApplication;
  url: string;
  api: RestApi;
  /** What was logged as a warning or an error, as text. */
  logged: string[];
  /** Stops it; its data stay until `discard`. */
  stop: () => Promise<void>;
  discard: () => Promise<void>;
}

/** @param replace swaps a port for one that fails as the test wants */
export async function restServer(
  env: Record<string, string> = {},
  replace: (builder: TestingModuleBuilder) => TestingModuleBuilder = (builder) => builder,
): Promise<RestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-rest-'));
  const settings = readSettings({
    DATABASE_URL: `sqlite:${join(folder, 'parley.db')}`,
    PARLEY_API_KEYS: API_KEY,
    ...env,
  });
  const logged: string[] = [];
  const note = (...parts: unknown[]) => {
    logged.push(parts.map((part) => (part instanceof Error ? String(part.stack) : JSON.stringify(part))).join(' '));
  };
  const imports = [
    SettingsModule.with(settings),
    TelemetryModule,
    StorageModule,
    AnnouncementsModule,
    IceServersModule,
    CallsModule,
    LobbyModule,
    MailboxesModule,
    TimelineModule,
  ];
  const module = await replace(Test.createTestingModule({ imports })).compile();
  const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false });
  Logger.overrideLogger({ log: () => undefined, warn: note, error: note });
  configureRest(app, settings);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= app.close());
  const discard = async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { app, url, api: api(url), logged, stop, discard };
}
