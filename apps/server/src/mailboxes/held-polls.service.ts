// Polls that wait for a mailbox to change: woken by what is committed, never by asking again.
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { refusals } from '@parley/call-rules';
import type { Refusal } from '@parley/protocol';
import type { CommittedChange, SeatHandle } from '@parley/storage';
import { CommittedChanges, type FollowedSeat } from '../announcements/committed-changes.ts';

/** One poll. It hears what happens from the moment it was opened, so that nothing falls between reading and waiting. */
export class HeldPoll {
  /** Nothing more is waited for: the time is up, the seat or the call is no more, the server stops, or nobody listens. */
  over = false;
  /** Why it must not be answered any more, if so. */
  refusal: Refusal | undefined;
  private wakeUp = Promise.withResolvers<void>();

  constructor(readonly participantId: string) {}

  /** Resolves at the next change; at once if there was one since the last call. */
  async changed(): Promise<void> {
    await this.wakeUp.promise;
    this.wakeUp = Promise.withResolvers();
  }

  wake(): void {
    this.wakeUp.resolve();
  }

  end(refusal?: Refusal): void {
    this.over = true;
    this.refusal = refusal;
    this.wake();
  }
}

/** The seat that a poll waits for, where several servers commit. A socket may hold it too, or another poll, at another server. */
class PolledSeat implements FollowedSeat {
  readonly isSole = false;

  constructor(
    readonly handle: SeatHandle,
    public lastSeq: number,
    private readonly poll: HeldPoll,
  ) {}

  upTo(found: number): void {
    if (found <= this.lastSeq) return;
    this.lastSeq = found;
    this.poll.wake();
  }
}

@Injectable()
export class HeldPollsService implements OnModuleDestroy {
  private readonly calls = new Map<string, Set<HeldPoll>>();
  private readonly unsubscribe: () => void;
  private draining = false;

  constructor(private readonly changes: CommittedChanges) {
    this.unsubscribe = changes.subscribe((change) => this.hear(change));
  }

  /** The server stops: every poll is answered with what there is. */
  onModuleDestroy(): void {
    this.draining = true;
    this.unsubscribe();
    for (const polls of this.calls.values()) {
      for (const poll of polls) poll.end();
    }
  }

  /**
   * From now on the poll hears of what other servers commit for the seat. Returns what ends it.
   * @param lastSeq up to which it has read
   */
  follow(poll: HeldPoll, seat: SeatHandle, lastSeq: number): () => void {
    return this.changes.followSeat(new PolledSeat(seat, lastSeq, poll));
  }

  /** Runs `answer` with a poll that is over after `ms`, or when its connection closed. */
  async hold<Answer>(
    { callId, participantId }: { callId: string; participantId: string },
    ms: number,
    disconnected: AbortSignal,
    answer: (poll: HeldPoll) => Promise<Answer>,
  ): Promise<Answer> {
    const poll = new HeldPoll(participantId);
    const polls = this.calls.get(callId) ?? new Set();
    this.calls.set(callId, polls.add(poll));
    const end = () => poll.end();
    const timer = setTimeout(end, ms);
    disconnected.addEventListener('abort', end);
    if (this.draining || disconnected.aborted) end();
    try {
      return await answer(poll);
    } finally {
      clearTimeout(timer);
      disconnected.removeEventListener('abort', end);
      polls.delete(poll);
      if (polls.size === 0) this.calls.delete(callId);
    }
  }

  private hear(change: CommittedChange): void {
    switch (change.kind) {
      case 'signal-appended':
        return this.tell(change.callId, change.to, (poll) => poll.wake());
      case 'participant-left':
        return this.tell(change.callId, change.participant.id, (poll) =>
          poll.end(change.reason === 'removed' ? refusals.removed() : undefined),
        );
      case 'call-ended':
        return this.tell(change.call.id, null, (poll) => poll.end());
      default:
    }
  }

  /** @param participantId null for everyone in the call */
  private tell(callId: string, participantId: string | null, word: (poll: HeldPoll) => void): void {
    for (const poll of this.calls.get(callId) ?? []) {
      if (participantId === null || poll.participantId === participantId) word(poll);
    }
  }
}
