import { Module } from '@nestjs/common';
import { AccessService } from './access.service.ts';
import { ApiKeysService } from './api-keys.service.ts';
import { JoinTokensService } from './join-tokens.service.ts';

@Module({
  providers: [AccessService, ApiKeysService, JoinTokensService],
  exports: [AccessService, ApiKeysService, JoinTokensService],
})
export class AccessModule {}
