import { Global, Module } from '@nestjs/common';
import { CommittedChanges } from './committed-changes.ts';
import { ReportedFacts } from './reported-facts.ts';

@Global()
@Module({ providers: [CommittedChanges, ReportedFacts], exports: [CommittedChanges, ReportedFacts] })
export class AnnouncementsModule {}
