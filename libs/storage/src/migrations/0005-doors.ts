// The doors of calls (password, lock, lobby), and of seats whose they are and what they may do.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table calls add column password_hash text`.execute(db);
  await sql`alter table calls add column locked integer not null default 0`.execute(db);
  await sql`alter table calls add column lobby integer not null default 0`.execute(db);
  await sql`alter table seats add column identity text`.execute(db);
  // Camera, microphone, screen and data: what every seat may do of which nobody said anything else.
  await sql`alter table seats add column permissions integer not null default 15`.execute(db);
  // Few rows, written once: they are asked for by whoever joins with an identity.
  await sql`
    create index seats_removed on seats (call_number, identity)
    where removed = 1 and identity is not null`.execute(db);
}
