// How the connections of a call are, as signals; and the one word for all of them.
import type { Call } from '@parley/client';
import { type ParticipantStatistics, Statistics, type StatisticsSnapshot } from '@parley/client/statistics';
import { computed, signal } from '@preact/signals';
import { bestOf } from './quality.ts';

export class Figures {
  readonly statistics: Statistics;
  readonly #snapshot = signal<StatisticsSnapshot | null>(null);
  /** This side's own word. */
  readonly quality = computed(() => {
    const { value: snapshot } = this.#snapshot;
    return bestOf([...(snapshot?.participants.values() ?? [])].map(({ quality }) => quality));
  });

  /** Ends with the call. */
  constructor(call: Call) {
    this.statistics = new Statistics(call);
    this.statistics.addEventListener('snapshot', ({ snapshot }) => (this.#snapshot.value = snapshot));
  }

  of(participantId: string): ParticipantStatistics | null {
    return this.#snapshot.value?.participants.get(participantId) ?? null;
  }
}
