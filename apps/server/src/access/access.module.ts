import { Module } from '@nestjs/common';
import { AccessService } from './access.service.ts';
import { JoinTokensService } from './join-tokens.service.ts';

@Module({ providers: [AccessService, JoinTokensService], exports: [AccessService, JoinTokensService] })
export class AccessModule {}
