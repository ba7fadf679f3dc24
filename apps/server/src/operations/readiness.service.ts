// Whether this server takes new work: it stands on its database, and it is not about to stop.
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CallReader } from '@parley/storage';
import { ServerStanding } from '../announcements/server-standing.ts';

@Injectable()
export class ReadinessService implements OnModuleDestroy {
  private draining = false;

  constructor(
    private readonly reader: CallReader,
    private readonly standing: ServerStanding,
  ) {}

  /** The first thing that happens when the server is asked to stop. */
  onModuleDestroy(): void {
    this.draining = true;
  }

  /** @throws Error saying what is missing */
  async check(): Promise<void> {
    if (this.draining) throw new Error('The server is stopping.');
    if (this.standing.isCutOff) throw new Error('The server is cut off from the others.');
    await this.reader.check();
  }
}
