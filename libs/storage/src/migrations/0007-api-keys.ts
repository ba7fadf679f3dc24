// API keys beside those that the settings name: several, of which each can be revoked while the servers run.
import { type Kysely, sql } from 'kysely';
import type { Engine } from './migration.ts';

const BYTES = { sqlite: sql`blob`, postgres: sql`bytea` };

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await sql`
    create table api_keys (
      name text primary key,
      hash ${BYTES[engine]} not null unique,
      scopes text not null,
      created_at bigint not null,
      last_used_on text
    )`.execute(db);
}
