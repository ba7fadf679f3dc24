// The house put together: which rooms there are. What they share (settings, storage, announcements) is global.
import { Module, type DynamicModule } from '@nestjs/common';
import { AnnouncementsModule } from './announcements/announcements.module.ts';
import { CallsModule } from './calls/calls.module.ts';
import { ClusterModule } from './cluster/cluster.module.ts';
import { IceServersModule } from './ice-servers/ice-servers.module.ts';
import { LobbyModule } from './lobby/lobby.module.ts';
import { MailboxesModule } from './mailboxes/mailboxes.module.ts';
import { OperationsModule } from './operations/operations.module.ts';
import { RedisModule } from './redis/redis.module.ts';
import { SettingsModule } from './settings/settings.module.ts';
import type { Settings } from './settings/settings.ts';
import { SignalingModule } from './signaling/signaling.module.ts';
import { StorageModule } from './storage/storage.module.ts';
import { TelemetryModule } from './telemetry/telemetry.module.ts';
import { TimelineModule } from './timeline/timeline.module.ts';

@Module({})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.with(settings),
        TelemetryModule,
        StorageModule,
        RedisModule,
        AnnouncementsModule,
        IceServersModule,
        CallsModule,
        LobbyModule,
        MailboxesModule,
        TimelineModule,
        SignalingModule,
        // A SQLite file has one server.
        ...(settings.database.engine === 'sqlite' ? [] : [ClusterModule]),
        OperationsModule,
      ],
    };
  }
}
