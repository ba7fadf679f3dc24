// More than one server on one database: who is alive, and which server speaks for which seat.
import { type Kysely, sql } from 'kysely';
import type { Engine } from './migration.ts';

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await sql`create table servers (number bigint primary key, name text not null, expires_at bigint not null)`.execute(
    db,
  );
  await sql`alter table seats add column server bigint not null default 0`.execute(db);
  await sql`alter table seats add column over_rest integer not null default 0`.execute(db);
  // A file has one server: nobody asks which seats are whose.
  if (engine === 'sqlite') return;
  await sql`create index seats_of_server on seats (server) where state <> 'left'`.execute(db);
}
