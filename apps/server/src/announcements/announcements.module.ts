import { Global, Module } from '@nestjs/common';
import { CommittedChanges } from './committed-changes.ts';
import { MuteRequests } from './mute-requests.ts';
import { ReportedFacts } from './reported-facts.ts';
import { ServerStanding } from './server-standing.ts';

const SHARED = [CommittedChanges, MuteRequests, ReportedFacts, ServerStanding];

@Global()
@Module({ providers: SHARED, exports: SHARED })
export class AnnouncementsModule {}
