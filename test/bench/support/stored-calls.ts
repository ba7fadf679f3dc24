// A database with many calls in it, most of them ended, as a week of use leaves them behind. Made by SQL, for speed; the
// tables are the server's own.
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { newDataFolder, ServerProcess } from './server-process.ts';

/** The last of them are open. */
const OPEN = 100;

const CALLS = `
  with recursive n(i) as (select 1 union all select i + 1 from n where i < ?1)
  insert into calls (id, owner_secret_hash, name, max_participants, metadata, listed, state, version, created_at, started_at,
    ended_at, end_reason, idle_since)
  select 'stored-' || lower(hex(randomblob(9))), randomblob(32), 'Call ' || i, 2, '{}', i % 2,
    iif(i > ?1 - ${OPEN}, 'active', 'ended'), 5, ?2 - ?1 + i, ?2 - ?1 + i,
    iif(i > ?1 - ${OPEN}, null, ?2), iif(i > ?1 - ${OPEN}, null, 'hangup'), null
  from n`;
const SEATS = `
  insert into seats (call_number, id, secret_hash, display_name, state, joined_at, left_at, removed, epoch, last_seq,
    confirmed, came_at_seq)
  select c.number, lower(hex(randomblob(9))), randomblob(32), 'Someone', iif(c.ended_at is null, 'connected', 'left'),
    c.created_at, c.ended_at, 0, 1, 2, 2, 0
  from calls c, (select 1 union all select 2)`;
const SIGNALS = `
  insert into signals (sender, receiver, seq, type, message_id, connection, body, created_at)
  select s.number, iif(s.number % 2 = 1, s.number + 1, s.number - 1), n.seq, 'candidate', lower(hex(randomblob(8))), '',
    '{"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 54400 typ host","sdpMid":"0","sdpMLineIndex":0}', s.joined_at
  from seats s, (select 1 as seq union all select 2) n`;

/** Makes the database of a server that has kept so many calls, of two seats and four signals each. Answers its folder. */
export async function storedCalls(calls: number): Promise<string> {
  const dataFolder = await newDataFolder();
  await (await ServerProcess.start('parley', { dataFolder })).stop();
  const database = new DatabaseSync(join(dataFolder, 'parley.db'));
  database.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -1000000; begin');
  database.prepare(CALLS).run(calls, Date.now());
  database.exec(SEATS);
  database.exec(SIGNALS);
  database.exec('commit; pragma journal_mode = wal');
  database.close();
  // What the system still had to write would be written while the server is measured.
  const file = await open(join(dataFolder, 'parley.db'));
  await file.sync();
  await file.close();
  return dataFolder;
}
