// The REST door of the ICE servers.
import { Get } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { IceServers } from '@parley/protocol';
import { IceServersAnswer } from '@parley/protocol/dto';
import { AccessService } from '../access/access.service.ts';
import { Bearer } from '../rest/caller.decorator.ts';
import { Documented } from '../rest/documented.decorator.ts';
import { RestController } from '../rest/rest-controller.decorator.ts';
import { IceServersService } from './ice-servers.service.ts';

@RestController('ICE servers', 'ice-servers')
export class IceServersController {
  constructor(
    private readonly ice: IceServersService,
    private readonly access: AccessService,
  ) {}

  @Get()
  @Documented({
    summary: 'Which ICE servers a browser may use',
    credentials: ['participantSecret', 'apiKey'],
    scope: 'read',
    open: true,
  })
  @ApiOkResponse({ type: IceServersAnswer })
  async readIceServers(@Bearer() bearer: string | null): Promise<IceServers> {
    return this.ice.iceServers(await this.access.relayUser(bearer));
  }
}
