// What the rules look at: the state of a call and of a seat, however they are stored.
import type { CallState, ParticipantState, Refusal } from '@parley/protocol';

export interface CallFacts {
  state: CallState;
  maxParticipants: number;
}

export interface SeatFacts {
  state: ParticipantState;
  /** Someone else took the participant out: its secret never serves again. */
  removed: boolean;
  /** Rises with each taking of the seat. */
  epoch: number;
}

/** What a rule answers: what is to be done, or why it is not. */
export type Decision<Changes> = Changes | Refusal;
