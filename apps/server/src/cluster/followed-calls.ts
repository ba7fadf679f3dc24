// Which calls this server follows, and which seats of them may miss nothing.
import type { FollowedSeat } from '../announcements/committed-changes.ts';
import type { CallFeed } from './call-feed.ts';
import type { Subscription } from '../redis/bus.ts';

export interface FollowedCall {
  readonly callId: string;
  readonly feed: CallFeed;
  readonly subscription: Subscription;
  readonly seats: Set<FollowedSeat>;
  /** How many follow it. */
  followers: number;
}

export class FollowedCalls {
  private readonly calls = new Map<string, FollowedCall>();

  constructor(private readonly open: (callId: string) => Pick<FollowedCall, 'feed' | 'subscription'>) {}

  of(callId: string): FollowedCall | undefined {
    return this.calls.get(callId);
  }

  all(): FollowedCall[] {
    return [...this.calls.values()];
  }

  /** Returns what ends it, once. */
  follow(callId: string): { call: FollowedCall; end: () => void } {
    let call = this.calls.get(callId);
    if (!call) {
      call = { callId, ...this.open(callId), seats: new Set(), followers: 0 };
      this.calls.set(callId, call);
    }
    const followed = call;
    followed.followers += 1;
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      followed.followers -= 1;
      if (followed.followers === 0) this.close(followed);
    };
    return { call: followed, end };
  }

  close(call: FollowedCall): void {
    if (this.calls.get(call.callId) === call) this.calls.delete(call.callId);
    call.feed.end();
    call.subscription.end();
  }
}
