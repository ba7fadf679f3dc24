// All clients connected to this server, and whether it still takes new ones.
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ServerStanding } from '../announcements/server-standing.ts';
import type { ClientSocket, SignalingSocket } from './client-socket.ts';

@Injectable()
export class ClientSockets implements OnModuleDestroy {
  private readonly clients = new Map<SignalingSocket, ClientSocket>();
  private whenEmpty: (() => void) | undefined;
  /** The server is stopping: whoever connects is sent away, to come back to the next one. */
  draining = false;
  private readonly unsubscribe: () => void;

  constructor(private readonly standing: ServerStanding) {
    this.unsubscribe = standing.subscribe(() => {
      if (standing.isCutOff) void this.sendAway();
    });
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /** Whether nobody new is taken: another server serves them, or this one soon again. */
  get isClosed(): boolean {
    return this.draining || this.standing.isCutOff;
  }

  get size(): number {
    return this.clients.size;
  }

  add(client: ClientSocket): void {
    this.clients.set(client.socket, client);
  }

  remove(socket: SignalingSocket): ClientSocket | undefined {
    const client = this.clients.get(socket);
    this.clients.delete(socket);
    if (this.clients.size === 0) this.whenEmpty?.();
    return client;
  }

  /** Sends everyone away; resolves when they are gone. */
  async sendAway(): Promise<void> {
    if (this.clients.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.whenEmpty = resolve;
    for (const client of this.clients.values()) client.sendAway();
    await promise;
  }
}
