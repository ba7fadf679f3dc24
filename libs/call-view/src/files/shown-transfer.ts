// One transfer as signals, told often enough for an eye and not for every chunk.
import type { IncomingFile, OutgoingFile } from '@parley/client/files';
import { computed, signal } from '@preact/signals';
import { transferWords, type TransferFacts } from './file-words.ts';

/** Milliseconds between two looks at how far it is. */
const LOOK_EVERY = 250;

export class ShownTransfer {
  readonly transfer: IncomingFile | OutgoingFile;
  readonly facts;
  readonly words = computed(() => transferWords(this.facts.value));
  #lookedAt = 0;

  constructor(transfer: IncomingFile | OutgoingFile) {
    this.transfer = transfer;
    this.facts = signal(this.#read());
    transfer.addEventListener('statechange', () => this.#look());
    transfer.addEventListener('progress', () => {
      if (performance.now() - this.#lookedAt >= LOOK_EVERY) this.#look();
    });
  }

  #look(): void {
    this.#lookedAt = performance.now();
    this.facts.value = this.#read();
  }

  #read(): TransferFacts {
    const { direction, state, size, transferred, rate, timeLeft, error, participantName } = this.transfer;
    return { direction, state, size, transferred, rate, timeLeft, failure: error?.code ?? null, name: participantName };
  }
}
