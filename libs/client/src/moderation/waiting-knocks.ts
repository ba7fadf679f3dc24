// Who waits to be let in, as a moderator's seat is told: the list the server has, and each change since.
import type { Knock, Page } from '@parley/protocol';
import type { Call } from '../call.ts';

export class WaitingKnocks {
  readonly #call: Call;
  readonly #changed: () => void;
  /** In the order in which they came, as the server lists and tells them. */
  readonly #waiting = new Map<string, Knock>();
  /** Raised by each change that is told: a list that was asked for before it may be older. */
  #heard = 0;

  constructor(call: Call, changed: () => void) {
    this.#call = call;
    this.#changed = changed;
    const read = (): void => void this.#read();
    call.watchServer('knock-changed', ({ knock }) => this.handleKnock(knock));
    call.addEventListener('permissionschange', read);
    // What was said while the socket was away nobody repeats.
    // Beside it the call is told anew, right after this event.
    call.addEventListener('signalingchange', () => queueMicrotask(read));
    call.addEventListener('ended', () => this.#keep([]));
    read();
  }

  /** The longest waiting first. */
  get knocks(): readonly Knock[] {
    return [...this.#waiting.values()];
  }

  handleKnock(knock: Knock): void {
    this.#heard += 1;
    const known = this.#waiting.has(knock.id);
    if (knock.state === 'waiting') {
      this.#waiting.set(knock.id, knock);
    } else {
      this.#waiting.delete(knock.id);
    }
    if (known !== (knock.state === 'waiting')) {
      this.#changed();
    }
  }

  async #read(): Promise<void> {
    if (!this.#call.permissions.includes('moderate') || !this.#call.info.lobby) {
      this.#keep([]);
      return;
    }
    if (this.#call.signaling !== 'connected' || this.#call.endReason !== null) {
      return;
    }
    const heard = (this.#heard += 1);
    // Without an answer the list stays as it is: the next socket asks again.
    const page = await this.#call.request<Page<Knock>>('/knocks?limit=100', {}).catch(() => null);
    if (heard !== this.#heard) {
      void this.#read();
    } else if (page) {
      this.#keep(page.items);
    }
  }

  #keep(knocks: readonly Knock[]): void {
    const before = [...this.#waiting.keys()];
    this.#waiting.clear();
    for (const knock of knocks) {
      this.#waiting.set(knock.id, knock);
    }
    if (String(before) !== String([...this.#waiting.keys()])) {
      this.#changed();
    }
  }
}
