// Whether the other side has confirmed what this one last said, by the server's word: it stores every signal with that.
import type { DescriptionSignal } from '@parley/protocol';
import type { Call } from '../call.ts';

interface SignalPage {
  readonly items: readonly DescriptionSignal[];
  readonly nextCursor: string | null;
}

/** Milliseconds for the server's answer: a request into a dead network gets none for minutes. */
const ANSWER_LIMIT = 2_000;

export class Confirmation {
  readonly #call: Call;
  readonly #to: string;
  /** What was not confirmed when it was last asked for: one look alone may come a moment too early. */
  #waiting = '';

  constructor(call: Call, to: string) {
    this.#call = call;
    this.#to = to;
  }

  /** Null when there is nothing to confirm, or when it cannot be known yet. */
  async of(description: RTCSessionDescription | null): Promise<boolean | null> {
    const origin = description && originOf(description.sdp);
    const stored = origin && (await within(ANSWER_LIMIT, this.#find(description.type, origin)).catch(() => null));
    if (!stored || stored.delivered) {
      this.#waiting = '';
      return stored ? true : null;
    }
    const isLate = this.#waiting === origin;
    this.#waiting = origin;
    return isLate ? false : null;
  }

  async #find(type: RTCSdpType, origin: string): Promise<DescriptionSignal | null> {
    const query = new URLSearchParams({ type, from: this.#call.self.id, to: this.#to, limit: '200' });
    for (let cursor: string | null = ''; cursor !== null;) {
      if (cursor) {
        query.set('cursor', cursor);
      }
      const page: SignalPage = await this.#call.read(`/signals?${query}`);
      const found = page.items.find(({ description }) => originOf(description.sdp) === origin);
      if (found) {
        return found;
      }
      cursor = page.nextCursor;
    }
    return null;
  }
}

/** Null when it takes longer. */
async function within<Answer>(limit: number, asked: Promise<Answer>): Promise<Answer | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limit);
  });
  return Promise.race([asked, tooLate]).finally(() => clearTimeout(timer));
}

/** Names a description among all of its browser's: session and version. https://www.rfc-editor.org/rfc/rfc8866#section-5.2 */
function originOf(sdp: string): string {
  return /^o=.*$/m.exec(sdp)?.[0].trim() ?? '';
}
