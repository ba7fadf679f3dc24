// How much there is on this server's sockets, for whoever measures.
import { Injectable } from '@nestjs/common';
import { ClientSockets } from './client-sockets.ts';
import { HeldSeats } from './held-seats.ts';
import { TrafficService } from './traffic.service.ts';
import { WatchersService } from './watchers.service.ts';

@Injectable()
export class SignalingFigures {
  constructor(
    private readonly clients: ClientSockets,
    private readonly held: HeldSeats,
    private readonly watching: WatchersService,
    private readonly traffic: TrafficService,
  ) {}

  /** Clients connected. */
  get sockets(): number {
    return this.clients.size;
  }

  /** Seats held by sockets. */
  get seats(): number {
    return this.held.size;
  }

  /** Bytes that wait to be written, of all sockets together. */
  get waitingBytes(): number {
    return this.traffic.waitingBytes;
  }

  /** Clients that watch the list of calls. */
  get watchers(): number {
    return this.watching.size;
  }
}
