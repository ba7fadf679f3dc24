// One connection to Redis for all who need it; without REDIS_URL a bus that is never up.
import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '../settings/settings.ts';
import { Bus, NoBus } from './bus.ts';
import { RedisBus } from './redis-bus.ts';
import { RedisFigures } from './redis-figures.ts';

/** A server starts without Redis too: nothing that must be true depends on it. */
const PATIENCE_MS = 3000;

@Global()
@Module({
  providers: [
    RedisFigures,
    {
      provide: Bus,
      inject: [Settings, RedisFigures],
      useFactory: async ({ redis }: Settings, figures: RedisFigures): Promise<Bus> => {
        if (!redis) return new NoBus();
        const bus = new RedisBus(redis, figures);
        await bus.start(PATIENCE_MS);
        return bus;
      },
    },
  ],
  exports: [Bus],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(private readonly bus: Bus) {}

  onApplicationShutdown(): void {
    this.bus.stop();
  }
}
