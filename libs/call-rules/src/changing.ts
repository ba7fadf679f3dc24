// What may be changed of a call over REST: 410 before 412, as the contract's fine print has it.
import type { Decision, CallFacts } from './facts.ts';
import { refusals } from './refusals.ts';

export interface Changing {
  call: Pick<CallFacts, 'state'>;
  version: number;
  /** The versions that `If-Match` names (RFC 9110, section 13.1.1); undefined without the header. */
  ifMatch: readonly number[] | '*' | undefined;
  /** Whether anything of it is to change beside its state: its name, its metadata, its listing, its doors. */
  describes: boolean;
  /** Whether `state: "ended"` is asked for. */
  ends: boolean;
}

/** Decides on a change. Of an ended call only its ending is taken, which is `nothing` then. */
export function decideChange({ call, version, ifMatch, describes, ends }: Changing): Decision<'changes' | 'nothing'> {
  const ended = call.state === 'ended';
  if (ended && (describes || !ends)) return refusals.callEnded();
  if (ifMatch !== undefined && ifMatch !== '*' && !ifMatch.includes(version)) return refusals.preconditionFailed();
  return ended ? 'nothing' : 'changes';
}
