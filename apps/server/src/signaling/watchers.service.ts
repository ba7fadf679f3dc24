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
  /** Of what was heard last: what two servers commit may come in another order. */
  version: number;
}

interface Watcher {
  /** What waits for the acknowledgement of its `watch`, newest state of each call; null once that has left. */
  waiting: Map<string, StoredCall> | null;
  /** Whether the key still serves that it watches by. */
  serves: () => boolean;
}

@Injectable()
export class WatchersService implements OnModuleDestroy {
  private readonly watchers = new Map<ClientSocket, Watcher>();
  private readonly pauses = new Map<string, Pause>();
  private readonly unsubscribe: () => void;
  /** Ends hearing of the listed calls of other servers. */
  private unfollow: (() => void) | undefined;

  constructor(
    private readonly changes: CommittedChanges,
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

  /** From now on it misses nothing, for as long as its key serves; it hears of it once `open` was called. */
  add(client: ClientSocket, serves = (): boolean => true): void {
    const known = this.watchers.get(client);
    this.watchers.set(client, { waiting: known ? known.waiting : new Map(), serves });
    this.unfollow ??= this.changes.followList();
  }

  /** The answer with the calls as they stand has left. */
  open(client: ClientSocket): void {
    const watcher = this.watchers.get(client);
    if (!watcher?.waiting) return;
    const { waiting } = watcher;
    watcher.waiting = null;
    for (const call of waiting.values()) send(client, call);
  }

  remove(client: ClientSocket): void {
    this.watchers.delete(client);
    if (this.watchers.size > 0) return;
    this.unfollow?.();
    this.unfollow = undefined;
  }

  private hear(change: CommittedChange): void {
    if (change.kind !== 'call-changed') return;
    const { call, version, wasListed } = change;
    if (!call.listed && !wasListed) return;
    // Also while nobody watches: who does so before the pause is over must not be told of an older state.
    const pause = this.pauses.get(call.id);
    if (!pause) {
      if (this.watchers.size > 0) this.send(call, version);
    } else if (version >= pause.version) {
      pause.latest = call;
      pause.version = version;
    }
  }

  private send(call: StoredCall, version: number): void {
    for (const [client, { waiting, serves }] of this.watchers) {
      if (!serves()) this.remove(client);
      else if (waiting) waiting.set(call.id, call);
      else send(client, call);
    }
    const timer = setTimeout(() => this.resume(call.id), this.times.watchInterval);
    this.pauses.set(call.id, { timer, latest: null, version });
  }

  private resume(callId: string): void {
    const pause = this.pauses.get(callId);
    this.pauses.delete(callId);
    if (pause?.latest) this.send(pause.latest, pause.version);
  }
}

function send({ socket, base }: ClientSocket, call: StoredCall): void {
  socket.emit('call-changed', { call: callView(call, base) });
}
