// The one port on which committed changes are announced: calls and mailboxes publish and never know who listens.
import { Injectable, Logger } from '@nestjs/common';
import type { CommittedChange } from '@parley/storage';

export type ChangeListener = (change: CommittedChange) => void;

@Injectable()
export class CommittedChanges {
  private readonly log = new Logger(CommittedChanges.name);
  private readonly listeners = new Set<ChangeListener>();

  /** Hears every change from now on, in the order of commits. Returns what ends it. */
  subscribe(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Announces what a commit changed. A listener that throws is logged and holds nobody else up. */
  publish(changes: readonly CommittedChange[]): void {
    for (const change of changes) {
      for (const listener of this.listeners) {
        try {
          listener(change);
        } catch (error) {
          this.log.error(`A listener failed on ${change.kind}`, error);
        }
      }
    }
  }
}
