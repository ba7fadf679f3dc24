// The one port on which committed changes are announced: calls and mailboxes publish and never know who listens.
// What other servers of the same database commit is announced here too, of the calls that somebody follows.
import { Injectable, Logger } from '@nestjs/common';
import type { CommittedChange, SeatHandle } from '@parley/storage';

/** Which server committed a change: this one, or another. */
export type Origin = 'here' | 'elsewhere';

export type ChangeListener = (change: CommittedChange, origin: Origin) => void;

/** A seat that something waits for on this server: a socket, a held poll. */
export interface FollowedSeat {
  readonly handle: SeatHandle;
  /** The last seq that this server knows its mailbox to have. */
  readonly lastSeq: number;
  /** Whether nothing else holds it: what is stored for it concerns no other server. */
  readonly isSole: boolean;
  /** Its mailbox is found to have this much. */
  upTo(lastSeq: number): void;
}

/** How much a mailbox has. */
export interface MailboxState {
  callId: string;
  participantId: string;
  lastSeq: number;
}

/** Other servers of the same database. */
export interface OtherServers {
  /** This server committed something: it is announced here, in the right place among what they commit, and told to them. */
  tell(changes: readonly CommittedChange[]): void;
  /** They are to tell of this call. Returns what ends it. */
  follow(callId: string): () => void;
  /** The same while a seat of it is being taken here: what follows that is told after it. Returns what ends it. */
  join(callId: string): () => void;
  /** Nothing of this seat may be missed, whatever becomes of what they tell. Returns what ends it. */
  followSeat(seat: FollowedSeat): () => void;
  /** A mailbox has this much, though it may not have been announced: whoever holds the seat, anywhere, is to look. */
  remind(mailbox: MailboxState): void;
  /** They are to tell of every listed call. Returns what ends it. */
  followList(): () => void;
  /** Something may have been committed, here or there, that nobody tells of. */
  lookAgain(): void;
}

const nothing = (): void => undefined;

@Injectable()
export class CommittedChanges {
  private readonly log = new Logger(CommittedChanges.name);
  private readonly listeners = new Set<ChangeListener>();
  private readonly looks = new Set<() => Promise<void>>();
  private others: OtherServers | undefined;

  /** Whether no other server commits anything. */
  get isAlone(): boolean {
    return this.others === undefined;
  }

  /** From now on this server is not alone. */
  shareWith(others: OtherServers): void {
    this.others = others;
  }

  /** Hears every change from now on, those of one call in the order of commits. Returns what ends it. */
  subscribe(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What a commit of this server changed. */
  publish(changes: readonly CommittedChange[]): void {
    if (changes.length === 0) return;
    if (this.others) this.others.tell(changes);
    else this.announce(changes, 'here');
  }

  /** Tells every listener. One that throws is logged and holds nobody else up. */
  announce(changes: readonly CommittedChange[], origin: Origin): void {
    for (const change of changes) {
      for (const listener of this.listeners) {
        try {
          listener(change, origin);
        } catch (error) {
          this.log.error(`A listener failed on ${change.kind}`, error);
        }
      }
    }
  }

  /** What other servers commit in this call is to be announced too. Returns what ends it. */
  follow(callId: string): () => void {
    return this.others?.follow(callId) ?? nothing;
  }

  /** The same while a seat of it is being taken here. */
  join(callId: string): () => void {
    return this.others?.join(callId) ?? nothing;
  }

  /** The same, and nothing of this seat may be missed. */
  followSeat(seat: FollowedSeat): () => void {
    return this.others?.followSeat(seat) ?? nothing;
  }

  /**
   * A signal was found to be stored before: its announcement was lost if the answer to that commit was. Where the commit and
   * its answer share a process, as with SQLite, neither is.
   */
  remind(mailbox: MailboxState): void {
    this.others?.remind(mailbox);
  }

  /** While other servers are alive, `look` looks up now and then what they may have failed to tell. Returns what ends it. */
  lookUp(look: () => Promise<void>): () => void {
    this.looks.add(look);
    return () => this.looks.delete(look);
  }

  /** It is time to. A look that fails is logged and holds no other up. */
  async look(): Promise<void> {
    for (const look of this.looks) {
      try {
        await look();
      } catch (error) {
        this.log.warn(`What other servers did could not be looked up, it will be: ${String(error)}`);
      }
    }
  }

  /** The same for every listed call, as far as `call-changed` tells of it. */
  followList(): () => void {
    return this.others?.followList() ?? nothing;
  }

  /** The database may hold what this server committed and was never told of: what stands there is announced. */
  lookAgain(): void {
    this.others?.lookAgain();
  }
}
