// More than one server, where the database can have more than one. Without Redis each looks up in the database what the
// others did, which takes up to a second.
import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.ts';
import { ClusterTimes } from './cluster-times.ts';
import { LookupsService } from './lookups.service.ts';
import { OtherServersService } from './other-servers.service.ts';
import { ServerLease } from './server-lease.service.ts';

@Module({
  imports: [CallsModule],
  providers: [ClusterTimes, LookupsService, OtherServersService, ServerLease],
})
export class ClusterModule {}
