// Whether this server takes new work: it stands on its database, and it is not about to stop.
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CallReader } from '@parley/storage';

@Injectable()
export class ReadinessService implements OnModuleDestroy {
  private draining = false;

  constructor(private readonly reader: CallReader) {}

  /** The first thing that happens when the server is asked to stop. */
  onModuleDestroy(): void {
    this.draining = true;
  }

  /** @throws Error saying what is missing */
  async check(): Promise<void> {
    if (this.draining) throw new Error('The server is stopping.');
    await this.reader.check();
  }
}
