// The moderation of one call as signals.
import type { Call } from '@parley/client';
import { type Knock, Moderation, type MutedKind } from '@parley/client/moderation';
import { computed, signal } from '@preact/signals';
import type { CurrentCall } from '../state/current-call.ts';
import { troubleOf } from '../state/trouble.ts';

export class CallModeration {
  readonly moderates;
  readonly knocks = signal<readonly Knock[]>([]);
  /** What this side was asked to mute, and has not said anything to yet. */
  readonly asked = signal<MutedKind | null>(null);
  /** What was pressed has not happened yet. */
  readonly busy = signal(false);
  readonly #moderation: Moderation;
  readonly #current: CurrentCall;

  constructor(current: CurrentCall) {
    this.#current = current;
    this.moderates = computed(() => current.permissions.value.includes('moderate'));
    this.#moderation = new Moderation(current.call);
    this.#moderation.addEventListener('knockschange', () => (this.knocks.value = this.#moderation.knocks));
    this.#moderation.addEventListener('muterequested', ({ kind }) => {
      if (this.#sends(current.call, kind)) this.asked.value = kind;
    });
  }

  /** Does something as a moderator; what is wrong the room shows. Answers whether it was done. */
  async act(what: (moderation: Moderation) => Promise<unknown>): Promise<boolean> {
    if (this.busy.value) return false;
    this.busy.value = true;
    try {
      await what(this.#moderation);
      return true;
    } catch (error) {
      this.#current.trouble.value = troubleOf(error);
      return false;
    } finally {
      this.busy.value = false;
    }
  }

  /** Asking for what is not sent is asking for nothing. */
  #sends({ media }: Call, kind: MutedKind): boolean {
    if (kind === 'microphone') return media.microphoneOn;
    return kind === 'screen' || media.cameraOn;
  }
}

const known = new WeakMap<CurrentCall, CallModeration>();

/** It ends with the call. */
export function moderationOf(call: CurrentCall): CallModeration {
  let moderation = known.get(call);
  if (!moderation) {
    moderation = new CallModeration(call);
    known.set(call, moderation);
  }
  return moderation;
}
