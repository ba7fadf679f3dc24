import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { IceServersService } from './ice-servers.service.ts';

@Module({
  imports: [AccessModule],
  providers: [IceServersService],
  exports: [IceServersService],
})
export class IceServersModule {}
