// Every read by its name in the port.
import { sql } from 'kysely';
import { apiKeys } from '../api-keys.ts';
import type { Sql } from '../schema.ts';
import { call, calls, openCalls } from './calls.ts';
import { account, seatsNow } from './news.ts';
import { census } from './census.ts';
import { knock, knockNews, knocks, knocksNow, silentKnocks } from './knocks.ts';
import { doors, hasParticipant, holderOf, participants, seatSecret } from './participants.ts';
import { mailbox, sentSignal, signals } from './signals.ts';
import { timeline } from './timeline.ts';

/** Resolves when the database answers. */
async function check(db: Sql): Promise<void> {
  await sql`select 1 from calls limit 1`.execute(db);
}

export const READS = {
  call,
  calls,
  openCalls,
  census,
  participants,
  hasParticipant,
  signals,
  timeline,
  sentSignal,
  mailbox,
  holderOf,
  doors,
  seatSecret,
  apiKeys,
  seatsNow,
  account,
  knocks,
  knock,
  knocksNow,
  knockNews,
  silentKnocks,
  check,
};
