// Who may see listed calls alone reads a page of them, not past all the others.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index calls_listed on calls (number) where listed = 1`.execute(db);
}
