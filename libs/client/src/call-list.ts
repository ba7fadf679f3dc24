// The live list of open calls.
import type { Call as CallInfo } from '@parley/protocol';
import { TypedEventTarget } from './typed-event-target.ts';

export interface CallListEventMap {
  /** `calls` or `connected` changed. */
  change: Event;
}

export abstract class CallList extends TypedEventTarget<CallListEventMap> {
  /** Listed calls that have not ended, newest first. */
  abstract readonly calls: readonly CallInfo[];
  abstract readonly connected: boolean;
  abstract close(): void;
}
