import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.ts';
import { IceServersModule } from '../ice-servers/ice-servers.module.ts';
import { LimitsModule } from '../limits/limits.module.ts';
import { LobbyModule } from '../lobby/lobby.module.ts';
import { MailboxesModule } from '../mailboxes/mailboxes.module.ts';
import { AnnouncerService } from './announcer.service.ts';
import { ClientSockets } from './client-sockets.ts';
import { DeliveryFigures } from './delivery-figures.ts';
import { EventAnswerer } from './event-answerer.ts';
import { HeldSeats } from './held-seats.ts';
import { LobbyDoor } from './lobby-door.ts';
import { ModeratorNews } from './moderator-news.service.ts';
import { RelayRenewals } from './relay-renewals.service.ts';
import { SeatRefusals } from './seat-refusals.service.ts';
import { SignalingDrain } from './signaling-drain.service.ts';
import { SignalingFigures } from './signaling-figures.ts';
import { SignalingTimes } from './signaling-times.ts';
import { SignalingGateway } from './signaling.gateway.ts';
import { TrafficService } from './traffic.service.ts';
import { WatchersService } from './watchers.service.ts';

@Module({
  imports: [CallsModule, LobbyModule, MailboxesModule, IceServersModule, LimitsModule],
  providers: [
    AnnouncerService,
    ClientSockets,
    DeliveryFigures,
    EventAnswerer,
    HeldSeats,
    LobbyDoor,
    ModeratorNews,
    RelayRenewals,
    SeatRefusals,
    SignalingDrain,
    SignalingFigures,
    SignalingGateway,
    SignalingTimes,
    TrafficService,
    WatchersService,
  ],
  exports: [SignalingDrain, SignalingFigures],
})
export class SignalingModule {}
