// What participants' browsers reported of their own side, once it is stored, told to whoever subscribed. The same may be
// told twice: a report whose answer was lost is sent again.
import { Injectable, Logger } from '@nestjs/common';
import type { ReportedEntry } from '@parley/protocol';

export interface Report {
  /** Who reported it. */
  participantId: string;
  /** In the order in which it happened, by the reporter's own clock. */
  entries: readonly ReportedEntry[];
}

export type ReportListener = (report: Report) => void;

@Injectable()
export class ReportedFacts {
  private readonly log = new Logger(ReportedFacts.name);
  private readonly listeners = new Set<ReportListener>();

  /** Hears every report from now on. Returns what ends it. */
  subscribe(listener: ReportListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A listener that throws is logged and holds nobody else up. */
  publish(report: Report): void {
    for (const listener of this.listeners) {
      try {
        listener(report);
      } catch (error) {
        this.log.error('A listener failed on a report', error);
      }
    }
  }
}
