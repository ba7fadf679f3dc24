// The first tables. Released migrations are never edited: a change is the next number.
import { type Kysely, sql } from 'kysely';
import type { Engine } from './migration.ts';

/** A growing number that is never given twice: a handle to an erased row must not reach a new one. */
const GROWING = { sqlite: sql`integer primary key autoincrement` };
/** The same where a number may come again once its row and all after it are gone. */
const LOG_NUMBER = { sqlite: sql`integer primary key` };
const BYTES = { sqlite: sql`blob` };

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await sql`
    create table calls (
      number ${GROWING[engine]},
      id text not null unique,
      owner_secret_hash ${BYTES[engine]} not null,
      name text,
      max_participants integer not null,
      metadata text not null,
      listed integer not null,
      state text not null,
      version integer not null,
      created_at bigint not null,
      started_at bigint,
      ended_at bigint,
      end_reason text,
      idle_since bigint
    )`.execute(db);
  await sql`create index calls_open on calls (number) where state <> 'ended'`.execute(db);
  await sql`create index calls_idle on calls (idle_since) where idle_since is not null`.execute(db);
  await sql`create index calls_ended on calls (ended_at) where ended_at is not null`.execute(db);

  await sql`
    create table seats (
      number ${GROWING[engine]},
      call_number bigint not null,
      id text not null,
      secret_hash ${BYTES[engine]} not null,
      display_name text,
      state text not null,
      joined_at bigint not null,
      left_at bigint,
      removed integer not null,
      epoch integer not null,
      last_seq bigint not null,
      confirmed bigint not null,
      came_at_seq bigint not null
    )`.execute(db);
  await sql`create unique index seats_of_call on seats (call_number, id)`.execute(db);
  await sql`create unique index seats_by_secret on seats (secret_hash, call_number)`.execute(db);

  await sql`
    create table signals (
      number ${LOG_NUMBER[engine]},
      sender bigint not null,
      receiver bigint,
      seq bigint,
      type text not null,
      message_id text not null,
      connection text not null,
      body text,
      created_at bigint not null
    )`.execute(db);
  await sql`create unique index signals_mailbox on signals (receiver, seq)`.execute(db);
  await sql`create unique index signals_sent on signals (sender, message_id)`.execute(db);
  await sql`create index signals_open on signals (sender) where receiver is null and body is not null`.execute(db);

  await sql`
    create table open_offers (
      sender bigint not null,
      connection text not null,
      offer bigint not null,
      taker bigint,
      dropped integer not null,
      size integer not null,
      primary key (sender, connection)
    )`.execute(db);
}
