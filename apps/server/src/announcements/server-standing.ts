// Whether this server stands where the others do: one that was cut off from the database, while others reach it, sends its
// clients to them. Told by the cluster; doors and readiness heed it.
import { Injectable } from '@nestjs/common';

@Injectable()
export class ServerStanding {
  private readonly listeners = new Set<() => void>();
  private cutOff = false;

  get isCutOff(): boolean {
    return this.cutOff;
  }

  set isCutOff(cutOff: boolean) {
    if (cutOff === this.cutOff) return;
    this.cutOff = cutOff;
    for (const listener of this.listeners) listener();
  }

  /** Runs whenever it changes. Returns what ends it. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
