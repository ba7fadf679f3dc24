import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { IceServersController } from './ice-servers.controller.ts';
import { IceServersService } from './ice-servers.service.ts';

@Module({
  imports: [AccessModule],
  controllers: [IceServersController],
  providers: [IceServersService],
  exports: [IceServersService],
})
export class IceServersModule {}
