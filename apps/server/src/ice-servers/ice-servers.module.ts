import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.ts';
import { IceServersController } from './ice-servers.controller.ts';
import { IceServersService } from './ice-servers.service.ts';

@Module({
  imports: [LimitsModule],
  controllers: [IceServersController],
  providers: [IceServersService],
  exports: [IceServersService],
})
export class IceServersModule {}
