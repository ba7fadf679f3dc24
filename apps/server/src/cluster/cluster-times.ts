// The waits of this folder, in milliseconds; a provider of its own, so that a test may shorten them.
import { Injectable } from '@nestjs/common';

@Injectable()
export class ClusterTimes {
  /** How long a server counts as alive, and how often it says so: two renewals may fail. */
  readonly lease: number = 6000;
  readonly renewal: number = 2000;
  /** A server that starts waits for so long for a database that answers, but not in time. */
  readonly patienceAtStart: number = 15_000;
  /** A server that stops counts as alive for so long, for its clients to find another without being seen to be away. */
  readonly parting: number = 5000;
  /**
   * How often the database is asked what was missed: while the bus is down, and while it is up, for it may be up here and
   * down where something is said. Signals are promised within 5 seconds.
   */
  readonly lookWithoutBus: number = 1000;
  readonly lookWithBus: number = 4000;
  /** Seats whose call was followed a moment too late are looked at together, so long after the first. */
  readonly lookSoon: number = 20;
  /** Two servers' messages of one call may cross: so long is the later one held back. */
  readonly crossing: number = 30;
  /** What could not be read is read again. */
  readonly retry: number = 500;
}
