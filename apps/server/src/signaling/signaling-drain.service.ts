// Stops the sockets in good order: what was taken is finished and acknowledged, then everyone is told and sent away.
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { ClientSockets } from './client-sockets.ts';
import { EventAnswerer } from './event-answerer.ts';
import { SignalingTimes } from './signaling-times.ts';

@Injectable()
export class SignalingDrain implements BeforeApplicationShutdown {
  constructor(
    private readonly clients: ClientSockets,
    private readonly events: EventAnswerer,
    private readonly times: SignalingTimes,
  ) {}

  beforeApplicationShutdown(): Promise<void> {
    return this.drain();
  }

  /** Takes no new work, finishes what was begun, closes every transport. Holds the stop up no longer than it must. */
  async drain(): Promise<void> {
    this.clients.draining = true;
    await this.atMost(this.events.stop());
    await this.atMost(this.clients.sendAway());
  }

  private async atMost(done: Promise<void>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.times.drain);
    await Promise.race([done, promise]);
    clearTimeout(timer);
  }
}
