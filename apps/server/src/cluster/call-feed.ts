// The changes of one call, committed by whichever server, announced here in the order of commits. What is missed for longer
// than a message may take is read from the database.
import { Logger } from '@nestjs/common';
import { Refusal } from '@parley/protocol';
import type { CallAccount, CommittedChange, StoredCall } from '@parley/storage';
import type { Origin } from '../announcements/committed-changes.ts';
import type { ChangeGroup } from './bus-message.ts';
import { missedChanges } from './missed-changes.ts';

interface Waiting extends ChangeGroup {
  origin: Origin;
}

export interface FeedOptions {
  callId: string;
  announce: (changes: readonly CommittedChange[], origin: Origin) => void;
  account: () => Promise<CallAccount>;
  /** What the account says of the seats that are followed: who was replaced, who has left. */
  compare: (account: CallAccount) => CommittedChange[];
  times: FeedTimes;
}

export interface FeedTimes {
  /** Milliseconds for which a change waits for the one before it: two servers' messages may cross. */
  readonly crossing: number;
  /** Milliseconds after which a read that failed is tried again. */
  readonly retry: number;
}

const COUNT_FOR_THEMSELVES: ReadonlySet<CommittedChange['kind']> = new Set<CommittedChange['kind']>([
  'signal-appended',
  'seat-taken',
  'knock-changed',
]);

const log = new Logger('CallFeed');

export class CallFeed {
  private known: { call: StoredCall; version: number } | null = null;
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | undefined;
  private reading = false;
  private ended = false;
  private joining = 0;

  constructor(private readonly options: FeedOptions) {}

  /** The version of the call that was announced last; 0 while none is known. */
  get version(): number {
    return this.known?.version ?? 0;
  }

  take(group: ChangeGroup, origin: Origin): void {
    if (this.ended) return;
    this.waiting.push({ ...group, origin });
    this.release();
  }

  /**
   * Somebody is taking a seat here: what other servers commit after that waits until it is announced. Returns what ends it.
   */
  join(): () => void {
    this.joining += 1;
    return () => {
      this.joining -= 1;
      this.release();
    };
  }

  /** Something may have been missed: what stands in the database is announced. */
  async catchUp(): Promise<void> {
    if (this.reading || this.ended) return;
    this.disarm();
    this.acceptFirst();
    this.reading = true;
    try {
      this.bringUpTo(await this.options.account());
    } catch (error) {
      if (isGone(error)) this.erased();
      else {
        log.warn(`What other servers did in a call could not be read, it will be: ${String(error)}`);
        this.arm(this.options.times.retry);
      }
    } finally {
      this.reading = false;
    }
    this.release();
  }

  end(): void {
    this.ended = true;
    this.disarm();
    this.waiting = [];
  }

  /** Announces all that is in its place now, and waits for what is missing before the rest. */
  private release(): void {
    while (!this.ended) {
      const next = this.nextInPlace();
      if (!next) break;
      this.waiting.splice(this.waiting.indexOf(next), 1);
      this.announce(next);
    }
    if (this.waiting.length === 0 || this.reading || (!this.known && this.joining > 0)) this.disarm();
    else this.arm(this.options.times.crossing);
  }

  /** Nobody here knew the call: what is heard of it first is in its place. */
  private acceptFirst(): void {
    if (this.known || this.joining > 0) return;
    const [first] = this.waiting
      .flatMap((group) => (group.state ? [{ call: group.state.call, version: versionBefore(group, group.state) }] : []))
      .toSorted((one, other) => one.version - other.version);
    if (!first) return;
    this.known = first;
    this.release();
  }

  private nextInPlace(): Waiting | undefined {
    const [first] = this.waiting;
    if (!first?.state) return first;
    const { known } = this;
    // Who takes a seat here knows the call as it stood then.
    if (!known) return this.waiting.find(({ origin, state }) => origin === 'here' && state);
    if (versionBefore(first, first.state) <= known.version) return first;
    return this.waiting.find((group) => group.state && versionBefore(group, group.state) === known.version);
  }

  private announce({ changes, state, origin }: Waiting): void {
    const isNews = !state || !this.known || state.version > this.known.version;
    if (isNews && state) this.known = state;
    // What stands in the database already was announced from there; signals, seats and knocks count for themselves.
    const news = isNews ? changes : changes.filter(({ kind }) => COUNT_FOR_THEMSELVES.has(kind));
    this.options.announce(news, origin);
  }

  private bringUpTo(account: CallAccount): void {
    if (this.ended) return;
    const { known } = this;
    const { call, version } = account;
    const missed = known && known.version < version ? missedChanges(known.call, account) : [];
    if (!known || known.version <= version) this.known = { call, version };
    this.options.announce([...this.options.compare(account), ...missed], 'elsewhere');
  }

  /** The call stands nowhere any more. */
  private erased(): void {
    if (!this.known || this.known.call.state === 'ended') return;
    const { version, call: last } = this.known;
    const call: StoredCall = { ...last, state: 'ended', participants: [], endReason: 'deleted' };
    this.known = { call, version: version + 1 };
    this.waiting = [];
    const changed: CommittedChange = { kind: 'call-changed', call, version: version + 1, wasListed: last.listed };
    this.options.announce([{ kind: 'call-ended', call, reason: 'deleted', by: null }, changed], 'elsewhere');
  }

  private arm(ms: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.catchUp();
    }, ms);
  }

  private disarm(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

/**
 * What is announced before these changes. A seat that is taken back while it counts as connected makes no version: it tells of
 * the one that it found, whose own announcement may be lost.
 */
function versionBefore({ changes }: ChangeGroup, { version }: NonNullable<ChangeGroup['state']>): number {
  return changes.some(({ kind }) => kind === 'call-changed') ? version - 1 : version;
}

function isGone(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'call-not-found';
}
