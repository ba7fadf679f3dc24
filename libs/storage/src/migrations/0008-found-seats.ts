// Seats are found without passing all that ever were in their call: those that have not left, and those of one identity. And
// whether a moderator said what a seat may do.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table seats add column permitted integer not null default 0`.execute(db);
  await sql`create index seats_present on seats (call_number, number) where state <> 'left'`.execute(db);
  await sql`create index seats_of_identity on seats (call_number, identity) where identity is not null`.execute(db);
}
