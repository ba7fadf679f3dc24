// The live list of open calls, for a page that shows what one can join.
import type { Call as CallInfo } from '@parley/protocol';
import { backoff } from './signaling/backoff.ts';
import type { SignalingChannel } from './signaling/signaling-channel.ts';
import { TypedEventTarget } from './typed-event-target.ts';

/** The events of a CallList. */
export interface CallListEventMap {
  /** `calls` or `connected` changed. */
  change: Event;
}

/** Listed calls that have not ended, as they come, change and go. Made by `Parley.watchCalls`. */
export class CallList extends TypedEventTarget<CallListEventMap> {
  readonly #channel: SignalingChannel;
  #calls: readonly CallInfo[] = [];
  #connected = false;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** @internal */
  constructor(channel: SignalingChannel) {
    super();
    this.#channel = channel;
    channel.on('connect', () => this.#watch());
    channel.on('disconnect', () => {
      clearTimeout(this.#retry);
      this.#set(this.#calls, false);
    });
    channel.on('call-changed', ({ call }) => this.#set(listWith(this.#calls, call), true));
    channel.open();
  }

  /** Newest first: at first the newest 50, then every newer one too. */
  get calls(): readonly CallInfo[] {
    return this.#calls;
  }

  /** Whether the list is live; while it is not, it shows how things were. */
  get connected(): boolean {
    return this.#connected;
  }

  /** Stops watching. */
  close(): void {
    clearTimeout(this.#retry);
    this.#channel.close();
  }

  #watch(): void {
    this.#channel.request('watch', {}, (answer) => {
      if (answer?.ok) {
        this.#attempt = 0;
        this.#set(answer.items, true);
      } else if (this.#channel.connected) {
        this.#retry = setTimeout(() => this.#watch(), backoff(this.#attempt, answer?.error.retryAfter));
        this.#attempt += 1;
      }
    });
  }

  #set(calls: readonly CallInfo[], connected: boolean): void {
    this.#calls = calls;
    this.#connected = connected;
    this.dispatchEvent(new Event('change'));
  }
}

/** The list after a call changed: in its place, in front if it is new, gone if nobody can find it there any more. */
export function listWith(calls: readonly CallInfo[], changed: CallInfo): readonly CallInfo[] {
  if (!changed.listed || changed.state === 'ended') {
    return calls.filter(({ id }) => id !== changed.id);
  }
  return calls.some(({ id }) => id === changed.id)
    ? calls.map((call) => (call.id === changed.id ? changed : call))
    : [changed, ...calls];
}
