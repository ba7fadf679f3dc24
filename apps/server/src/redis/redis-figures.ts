// What the bus over Redis does, for whoever measures; without Redis none of it has a value.
import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';

type Mode = 'single' | 'cluster';

@Injectable()
export class RedisFigures {
  private readonly up: Gauge<'mode'>;
  private readonly channels: Gauge<'mode'>;
  private readonly connects: Counter<'mode'>;
  private readonly messages: Counter<'direction'>;
  private readonly errors: Counter<'of'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.up = new Gauge({
      name: 'parley_redis_up',
      help: 'Whether what is said over Redis arrives: 1 or 0',
      labelNames: ['mode'],
      registers,
    });
    this.channels = new Gauge({
      name: 'parley_redis_channels',
      help: 'Channels of Redis that are listened to, each call with somebody here has one',
      labelNames: ['mode'],
      registers,
    });
    this.connects = new Counter({
      name: 'parley_redis_connects_total',
      help: 'How often the connections to Redis were made, the first time among it',
      labelNames: ['mode'],
      registers,
    });
    this.messages = new Counter({
      name: 'parley_redis_messages_total',
      help: 'What servers told each other over Redis: out, and in',
      labelNames: ['direction'],
      registers,
    });
    this.errors = new Counter({
      name: 'parley_redis_errors_total',
      help: 'Messages that could not be published, and connections to Redis that broke',
      labelNames: ['of'],
      registers,
    });
  }

  stands(mode: Mode, isUp: boolean): void {
    this.up.set({ mode }, isUp ? 1 : 0);
  }

  connected(mode: Mode): void {
    this.connects.inc({ mode });
  }

  listens(mode: Mode, channels: number): void {
    this.channels.set({ mode }, channels);
  }

  message(direction: 'out' | 'in'): void {
    this.messages.inc({ direction });
  }

  failed(of: 'message' | 'connection'): void {
    this.errors.inc({ of });
  }
}
