// Where a rule's answer meets SQL: a refusal is thrown before anything was written.
import type { Decision } from '@parley/call-rules';
import { Refusal } from '@parley/protocol';

/** What was decided. @throws the refusal, if it was one */
export function accepted<Changes>(decision: Decision<Changes>): Changes {
  if (decision instanceof Refusal) throw decision;
  return decision;
}
