// The list of open calls for those who watch it here: what other servers did to it, and nobody told of, is looked up.
import { Logger } from '@nestjs/common';
import { LIMITS, Refusal } from '@parley/protocol';
import type { CallReader, CommittedChange, VersionedCall } from '@parley/storage';

/** The last that watchers heard of each; more would make what is looked up after an outage too much. */
const MOST_KNOWN = 1000;

export interface ListFeedOptions {
  reader: Pick<CallReader, 'openCalls' | 'account'>;
  announce: (change: CommittedChange) => void;
  /** Whether the call is told of by a feed of its own. */
  isFollowed: (callId: string) => boolean;
}

const log = new Logger('ListFeed');

export class ListFeed {
  private readonly known = new Map<string, VersionedCall>();
  private begun = false;
  /** Whether calls may have ended that are too old for the newest ones to tell. */
  private behind = false;
  private looking = false;

  constructor(private readonly options: ListFeedOptions) {}

  /** What is announced, whoever committed it. */
  note(change: CommittedChange): void {
    if (change.kind !== 'call-changed') return;
    const { call, version } = change;
    if ((this.known.get(call.id)?.version ?? 0) > version) return;
    this.known.delete(call.id);
    if (!call.listed || call.state === 'ended') return;
    this.known.set(call.id, { call, version });
    const [oldest] = this.known.keys();
    if (oldest !== undefined && this.known.size > MOST_KNOWN) this.known.delete(oldest);
  }

  /** The bus was away, or is: of what is known any may have changed. */
  missed(): void {
    this.behind = true;
  }

  /** @param isHeard whether the bus carries what others say from now on */
  async look(isHeard: boolean): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      const newest = await this.options.reader.openCalls(LIMITS.watchedCalls);
      if (this.begun) await this.compare(newest, this.behind && isHeard);
      else for (const { call, version } of newest.toReversed()) this.note(changed(call, version));
      this.begun = true;
      if (isHeard) this.behind = false;
    } catch (error) {
      log.warn(`The list of calls could not be looked up, it will be: ${String(error)}`);
    } finally {
      this.looking = false;
    }
  }

  private async compare(newest: readonly VersionedCall[], whole: boolean): Promise<void> {
    const listed = new Set(newest.map(({ call }) => call.id));
    const oldest = newest.length < LIMITS.watchedCalls ? '' : (newest.at(-1)?.call.createdAt ?? '');
    for (const now of newest) this.tell(now);
    const missing = Array.from(this.known.values()).filter(
      ({ call }) => !listed.has(call.id) && (whole || call.createdAt >= oldest),
    );
    for (const before of missing) this.tell(await this.now(before));
  }

  private async now({ call, version }: VersionedCall): Promise<VersionedCall> {
    try {
      return await this.options.reader.account(call.id);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'call-not-found') throw error;
      return { call: { ...call, state: 'ended', participants: [], endReason: 'deleted' }, version: version + 1 };
    }
  }

  private tell({ call, version }: VersionedCall): void {
    const isNews = (this.known.get(call.id)?.version ?? 0) < version;
    if (isNews && !this.options.isFollowed(call.id)) this.options.announce(changed(call, version));
  }
}

function changed(call: VersionedCall['call'], version: number): CommittedChange {
  return { kind: 'call-changed', call, version, wasListed: true };
}
