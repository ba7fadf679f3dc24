// Every cold command by its name in the port. `appendSignal` and `confirm` are each engine's own: they are the hot path.
import { adoptSeats, orphanSeats } from './adoption.ts';
import { noteApiKeyUses } from './api-key-uses.ts';
import { changeCall, eraseCall } from './change-call.ts';
import { createCall } from './create-call.ts';
import { answerKnock, hearKnocks, knock, withdrawKnock } from './knocks.ts';
import { hangUp, loseSeat, removeParticipant } from './leave.ts';
import { renewLease, yieldLease } from './leases.ts';
import { permit } from './permit.ts';
import { setPresence } from './presence.ts';
import { reportTimeline } from './report-timeline.ts';
import { expireCalls, purgeCalls } from './retention.ts';
import { takeSeat } from './take-seat.ts';

export const COMMANDS = {
  createCall,
  takeSeat,
  changeCall,
  eraseCall,
  hangUp,
  removeParticipant,
  permit,
  setPresence,
  loseSeat,
  orphanSeats,
  adoptSeats,
  renewLease,
  yieldLease,
  expireCalls,
  purgeCalls,
  reportTimeline,
  knock,
  answerKnock,
  withdrawKnock,
  hearKnocks,
  noteApiKeyUses,
};
