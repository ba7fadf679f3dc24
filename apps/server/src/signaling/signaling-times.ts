// The waits of this folder, in milliseconds; a provider of its own, so that a test may shorten them.
import { Injectable } from '@nestjs/common';

@Injectable()
export class SignalingTimes {
  /** After this a signal that its receiver has not confirmed is sent again; each further wait is twice as long. */
  readonly resendAfter: number = 2000;
  readonly longestResend: number = 30_000;
  /** Watchers hear of one call at most once in this time. */
  readonly watchInterval: number = 250;
  /** What stopping waits for answers that are still being worked on, and then for sockets to be gone. */
  readonly drain: number = 3000;
}
