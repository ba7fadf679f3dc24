// The verification of one call as signals.
import { Verification, type VerificationStatus } from '@parley/client/verification';
import { signal } from '@preact/signals';
import { callDataOf } from '../state/call-data.ts';
import type { CurrentCall } from '../state/current-call.ts';

export class CallVerification {
  readonly #verification;
  /** By participant's id. */
  readonly #statuses = signal<ReadonlyMap<string, VerificationStatus>>(new Map());

  constructor({ call }: CurrentCall) {
    this.#verification = new Verification(callDataOf(call));
    this.#verification.addEventListener('change', ({ participant: { id } }) => {
      this.#statuses.value = new Map(this.#statuses.value).set(id, this.#verification.of(id));
    });
  }

  of(id: string): VerificationStatus {
    return this.#statuses.value.get(id) ?? this.#verification.of(id);
  }

  answer(id: string, seen: VerificationStatus, same: boolean): void {
    if (same) {
      this.#verification.confirm(id, seen);
    } else {
      this.#verification.reject(id, seen);
    }
  }

  retry(id: string): void {
    this.#verification.retry(id);
  }
}

const known = new WeakMap<CurrentCall, CallVerification>();

/** It ends with the call. */
export function verificationOf(call: CurrentCall): CallVerification {
  let verification = known.get(call);
  if (!verification) {
    verification = new CallVerification(call);
    known.set(call, verification);
  }
  return verification;
}
