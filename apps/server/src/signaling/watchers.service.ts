// Those who watch the list of open calls: each listed call's latest state, at most four times a second.
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { CommittedChange, StoredCall } from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { callView } from '../calls/call-view.ts';
import type { ClientSocket } from './client-socket.ts';
import { SignalingTimes } from './signaling-times.ts';

/** A call that watchers have just heard of: what became of it since waits until the interval has passed. */
interface Pause {
  timer: NodeJS.Timeout;
  latest: StoredCall | null;
}

@Injectable()
export class WatchersService implements OnModuleDestroy {
  /** What waits for the acknowledgement of a `watch`, newest state of each call; null once that has left. */
  private readonly watchers = new Map<ClientSocket, Map<string, StoredCall> | null>();
  private readonly pauses = new Map<string, Pause>();
  private readonly unsubscribe: () => void;

  constructor(
    changes: CommittedChanges,
    private readonly times: SignalingTimes,
  ) {
    this.unsubscribe = changes.subscribe((change) => this.hear(change));
  }

  onModuleDestroy(): void {
    this.unsubscribe();
    for (const { timer } of this.pauses.values()) clearTimeout(timer);
    this.pauses.clear();
    this.watchers.clear();
  }

  get size(): number {
    return this.watchers.size;
  }

  /** From now on it misses nothing; it hears of it once `open` was called. */
  add(client: ClientSocket): void {
    if (!this.watchers.has(client)) this.watchers.set(client, new Map());
  }

  /** The answer with the calls as they stand has left. */
  open(client: ClientSocket): void {
    const waiting = this.watchers.get(client);
    if (!waiting) return;
    this.watchers.set(client, null);
    for (const call of waiting.values()) send(client, call);
  }

  remove(client: ClientSocket): void {
    this.watchers.delete(client);
  }

  private hear(change: CommittedChange): void {
    if (change.kind !== 'call-changed') return;
    const { call, wasListed } = change;
    if (!call.listed && !wasListed) return;
    // Also while nobody watches: who does so before the pause is over must not be told of an older state.
    const pause = this.pauses.get(call.id);
    if (pause) pause.latest = call;
    else if (this.watchers.size > 0) this.send(call);
  }

  private send(call: StoredCall): void {
    for (const [client, waiting] of this.watchers) {
      if (waiting) waiting.set(call.id, call);
      else send(client, call);
    }
    const timer = setTimeout(() => this.resume(call.id), this.times.watchInterval);
    this.pauses.set(call.id, { timer, latest: null });
  }

  private resume(callId: string): void {
    const latest = this.pauses.get(callId)?.latest;
    this.pauses.delete(callId);
    if (latest) this.send(latest);
  }
}

function send({ socket, base }: ClientSocket, call: StoredCall): void {
  socket.emit('call-changed', { call: callView(call, base) });
}
