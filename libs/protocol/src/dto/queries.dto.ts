// The queries of REST's lists. A name with nothing behind it (`?state=`) counts as left out.
import type { CallState } from '../call.ts';
import { LIMITS } from '../limits.ts';
import type { SignalType } from '../signal.ts';
import { QueryChoice, QueryInteger, QueryOpaque } from './fields.decorator.ts';

export class ListQueryDto {
  @QueryInteger({ min: 1, max: LIMITS.maxPage, doc: { default: LIMITS.defaultPage } })
  limit: number = LIMITS.defaultPage;

  /** The last page's `nextCursor`. */
  @QueryOpaque()
  cursor?: string;
}

export class ListCallsQueryDto extends ListQueryDto {
  @QueryChoice(['waiting', 'active', 'ended'])
  state?: CallState;
}

export class ListSignalsQueryDto extends ListQueryDto {
  @QueryChoice(['offer', 'answer', 'candidate', 'hangup'])
  type?: SignalType;

  @QueryOpaque()
  from?: string;

  @QueryOpaque()
  to?: string;
}

export class MailboxQueryDto {
  /** The reader's position: what comes back has `seq > after`. Left out it is the last confirmed. */
  @QueryInteger({ min: 0 })
  after?: number;

  /** Seconds for which the answer is held until there is a signal. */
  @QueryInteger({ min: 0, max: LIMITS.maxWaitSeconds, doc: { default: 0 } })
  wait: number = 0;
}
