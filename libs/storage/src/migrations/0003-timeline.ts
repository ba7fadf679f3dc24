// The flight recorder: what is told of a seat, by the server and by its holder's browser.
import { type Kysely, sql } from 'kysely';
import type { Engine } from './migration.ts';

const LOG_NUMBER = { sqlite: sql`integer primary key` };

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await sql`
    create table timeline (
      number ${LOG_NUMBER[engine]},
      seat bigint not null,
      at bigint not null,
      skew bigint,
      kind text not null,
      body text not null
    )`.execute(db);
  // What is reported again, because no answer came, is told from what is new by being the same.
  await sql`create unique index timeline_of_seat on timeline (seat, at, kind, body)`.execute(db);
}
