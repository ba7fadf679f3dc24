// What moderators at sockets must know of their lobbies beside what is announced: who waits when one of them becomes a
// moderator, and what other servers may have failed to tell.
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { type Knock, type KnockState, LIMITS, type Participant } from '@parley/protocol';
import { CallReader, type CommittedChange } from '@parley/storage';
import { CommittedChanges } from '../announcements/committed-changes.ts';
import { moderates } from '../calls/moderates.ts';
import { HeldSeats } from './held-seats.ts';

/** What is committed may have been written so long before. */
const LONGEST_COMMIT_MS = 10_000;
/** While nobody looks, what is forgotten may be announced twice, which does no harm. */
const MOST_KNOWN = 10_000;

@Injectable()
export class ModeratorNews implements OnModuleDestroy {
  private readonly log = new Logger(ModeratorNews.name);
  /** How knocks stood, by their ids, when they were announced here last: since the last look, and between it and the one before. */
  private recent = new Map<string, KnockState>();
  private older = new Map<string, KnockState>();
  /** Up to when nothing was missed, by the database's clock. */
  private since: number | undefined;
  private readonly ends: (() => void)[];

  constructor(
    private readonly seats: HeldSeats,
    private readonly reader: CallReader,
    private readonly changes: CommittedChanges,
  ) {
    this.ends = [changes.subscribe((change) => this.hear(change)), changes.lookUp(() => this.look())];
  }

  onModuleDestroy(): void {
    for (const end of this.ends) end();
  }

  private hear(change: CommittedChange): void {
    if (change.kind === 'knock-changed' && !this.changes.isAlone) this.note(change.knock);
    if (change.kind === 'participant-updated' && change.permitted)
      void this.introduce(change.callId, change.participant);
  }

  private note({ id, state }: Knock): void {
    if (this.recent.size >= MOST_KNOWN) this.recent = new Map();
    this.recent.set(id, state);
  }

  /** Whoever moderates from now on is told who waits. */
  private async introduce(callId: string, participant: Participant): Promise<void> {
    const seat = this.seats.of(participant.id);
    if (!seat || !moderates(participant)) return;
    try {
      const { items } = await this.reader.knocks(callId, { limit: LIMITS.waitingKnocks, cursor: undefined });
      for (const knock of items) seat.whenOpen((socket) => socket.emit('knock-changed', { knock }));
    } catch (error) {
      this.log.warn(`A moderator could not be told who waits: ${String(error)}`);
    }
  }

  private async look(): Promise<void> {
    const callIds = [...this.seats.moderated()];
    this.older = this.recent;
    this.recent = new Map();
    const { changed, asOf } = await this.reader.knockNews(this.since === undefined ? [] : callIds, this.since ?? 0);
    this.since = asOf - LONGEST_COMMIT_MS;
    for (const { callId, knock } of changed) {
      // What was announced since this look began is newer than what it found.
      if (this.recent.has(knock.id)) continue;
      this.note(knock);
      if (this.older.get(knock.id) !== knock.state)
        this.changes.announce([{ kind: 'knock-changed', callId, knock }], 'elsewhere');
    }
  }
}
