import { Global, Module } from '@nestjs/common';
import { CommittedChanges } from './committed-changes.ts';

@Global()
@Module({ providers: [CommittedChanges], exports: [CommittedChanges] })
export class AnnouncementsModule {}
