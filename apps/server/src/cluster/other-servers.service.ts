// The other servers of the same database: what is committed here is told to them, what they commit is announced here.
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type CallAccount, CallReader, type CommittedChange } from '@parley/storage';
import { randomUUID } from 'node:crypto';
import {
  CommittedChanges,
  type FollowedSeat,
  type MailboxState,
  type OtherServers,
} from '../announcements/committed-changes.ts';
import { type MuteRequest, MuteRequests } from '../announcements/mute-requests.ts';
import { Bus, type Subscription } from '../redis/bus.ts';
import { type BusMessage, callIdOf, type ChangeGroup, decode, encode, groupOf } from './bus-message.ts';
import { CallFeed } from './call-feed.ts';
import { callChannel, LIST_CHANNEL } from './channels.ts';
import { ClusterTimes } from './cluster-times.ts';
import { type FollowedCall, FollowedCalls } from './followed-calls.ts';
import { ListFeed } from './list-feed.ts';
import { LookupsService } from './lookups.service.ts';

interface FollowedList {
  readonly subscription: Subscription;
  readonly unsubscribe: () => void;
  followers: number;
}

@Injectable()
export class OtherServersService implements OtherServers, OnModuleDestroy {
  private readonly calls: FollowedCalls;
  /** Nobody hears what they said themselves. */
  private readonly self = randomUUID();
  private list: FollowedList | null = null;

  constructor(
    private readonly changes: CommittedChanges,
    private readonly reader: CallReader,
    private readonly bus: Bus,
    private readonly lookups: LookupsService,
    private readonly times: ClusterTimes,
    private readonly muteRequests: MuteRequests,
  ) {
    this.calls = new FollowedCalls((callId) => ({
      feed: this.feedOf(callId),
      subscription: this.bus.subscribe(callChannel(callId), (text) => this.hear(callId, text)),
    }));
    lookups.watch(this.calls);
    changes.shareWith(this);
    muteRequests.shareWith((request) => this.tellRequest(request));
  }

  onModuleDestroy(): void {
    if (this.list) this.endList(this.list);
  }

  tell(changes: readonly CommittedChange[]): void {
    for (const [callId, ofCall] of Map.groupBy(changes, callIdOf)) {
      const group = groupOf(ofCall);
      const call = this.calls.of(callId);
      // Before it is announced: that may end the following, and with it the knowledge of who is held here.
      this.tellOthers(callId, group, call);
      if (call) call.feed.take(group, 'here');
      else this.changes.announce(ofCall, 'here');
    }
  }

  follow(callId: string): () => void {
    return this.calls.follow(callId).end;
  }

  join(callId: string): () => void {
    const { call, end } = this.calls.follow(callId);
    const joined = call.feed.join();
    return () => {
      joined();
      end();
    };
  }

  followSeat(seat: FollowedSeat): () => void {
    const { call, end } = this.calls.follow(seat.handle.callId);
    call.seats.add(seat);
    this.lookups.lookUnlessHeard(call, seat);
    return () => {
      call.seats.delete(seat);
      end();
    };
  }

  remind(mailbox: MailboxState): void {
    const call = this.calls.of(mailbox.callId);
    this.showTo(call, mailbox);
    if (!isHeldBy(call, mailbox.participantId)) this.nudge(mailbox);
  }

  followList(): () => void {
    const list = (this.list ??= this.listed());
    list.followers += 1;
    return () => {
      list.followers -= 1;
      if (list.followers === 0 && this.list === list) this.endList(list);
    };
  }

  lookAgain(): void {
    this.lookups.lookAgain();
  }

  private listed(): FollowedList {
    const feed = new ListFeed({
      reader: this.reader,
      announce: (change) => this.changes.announce([change], 'elsewhere'),
      isFollowed: (callId) => this.calls.of(callId) !== undefined,
    });
    const unsubscribe = this.changes.subscribe((change) => feed.note(change));
    this.lookups.watchList(feed);
    const subscription = this.bus.subscribe(LIST_CHANNEL, (text) => this.hearOfList(text));
    return { subscription, unsubscribe, followers: 0 };
  }

  private endList(list: FollowedList): void {
    list.subscription.end();
    list.unsubscribe();
    this.lookups.watchList(null);
    this.list = null;
  }

  private tellOthers(callId: string, group: ChangeGroup, call: FollowedCall | undefined): void {
    const theirs = group.changes.filter((change) => change.kind !== 'signal-appended' || !isHeldBy(call, change.to));
    if (theirs.length === 0) return;
    const text = encode({ from: this.self, kind: 'changes', changes: theirs, state: group.state });
    this.bus.publish(callChannel(callId), text);
    if (theirs.some(isOfList)) this.bus.publish(LIST_CHANNEL, text);
  }

  private hear(callId: string, text: string): void {
    const message = this.fromOthers(text);
    const call = this.calls.of(callId);
    if (!message || !call) return;
    if (message.kind === 'changes') {
      for (const change of message.changes) if (change.kind === 'seat-taken') this.handOver(call, change.seat);
      call.feed.take(message, 'elsewhere');
      return;
    }
    if (message.kind === 'ask') this.muteRequests.hear(message.request);
    else this.showTo(call, message);
  }

  private tellRequest(request: MuteRequest): void {
    this.bus.publish(callChannel(request.callId), encode({ from: this.self, kind: 'ask', request }));
  }

  private showTo(call: FollowedCall | undefined, { participantId, lastSeq }: MailboxState): void {
    for (const seat of call?.seats ?? []) if (seat.handle.participantId === participantId) seat.upTo(lastSeq);
  }

  private nudge(mailbox: MailboxState): void {
    this.bus.publish(callChannel(mailbox.callId), encode({ from: this.self, kind: 'nudge', ...mailbox }));
  }

  /** A call that is followed is told of by its own channel. */
  private hearOfList(text: string): void {
    const message = this.fromOthers(text);
    if (message?.kind !== 'changes') return;
    const news = message.changes.filter((change) => isOfList(change) && !this.calls.of(callIdOf(change)));
    this.changes.announce(news, 'elsewhere');
  }

  private fromOthers(text: string): BusMessage | null {
    const message = decode(text);
    return message && message.from !== this.self ? message : null;
  }

  /**
   * Another server holds the seat now. What was stored meanwhile for the one that was held here was told to nobody else: the
   * new holder is to look.
   */
  private handOver({ callId, seats }: FollowedCall, taken: FollowedSeat['handle']): void {
    const { participantId, epoch } = taken;
    for (const { handle, lastSeq } of seats) {
      if (handle.participantId !== participantId || handle.epoch >= epoch || lastSeq === 0) continue;
      this.nudge({ callId, participantId, lastSeq });
    }
  }

  private feedOf(callId: string): CallFeed {
    return new CallFeed({
      callId,
      announce: (changes, origin) => this.changes.announce(changes, origin),
      account: () => this.reader.account(callId),
      compare: (account) => this.becameOfSeats(account),
      times: this.times,
    });
  }

  /** Seats that this server takes for its own, and that were taken anew or given up. */
  private becameOfSeats({ call, version, seats }: CallAccount): CommittedChange[] {
    const followed = [...(this.calls.of(call.id)?.seats ?? [])];
    if (call.state === 'ended' && followed.length > 0) {
      return [{ kind: 'call-ended', call, reason: call.endReason ?? 'ended', by: null }];
    }
    return followed.flatMap(({ handle }): CommittedChange[] => {
      const now = seats.find(({ participant }) => participant.id === handle.participantId);
      if (now?.leaveReason) {
        return [{ kind: 'participant-left', callId: call.id, participant: now.participant, reason: now.leaveReason }];
      }
      if (!now || now.seat.epoch <= handle.epoch) return [];
      return [{ kind: 'seat-taken', seat: now.seat, door: 'socket', call, version }];
    });
  }
}

/** Whether a socket of this server holds the seat, and so gets its signals straight. */
function isHeldBy(call: FollowedCall | undefined, participantId: string): boolean {
  for (const seat of call?.seats ?? []) if (seat.isSole && seat.handle.participantId === participantId) return true;
  return false;
}

function isOfList(change: CommittedChange): boolean {
  return change.kind === 'call-changed' && (change.call.listed || change.wasListed);
}
