// Two servers on one database, each giving the commands as it would: over SQLite in memory, whose SQL is the same.
import { randomBytes, randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { NOBODY_IN_PARTICULAR, OPEN } from '../../../testing/scene.ts';
import { migrate } from '../../migrations/migrate.ts';
import type { SeatHandle, SecretHash } from '../../ports/stored.ts';
import { nodeSqliteDialect } from '../../sqlite/node-sqlite-dialect.ts';
import type { Schema } from '../schema.ts';
import type { CommandContext } from './context.ts';
import { COMMANDS } from './index.ts';

const LEASE = 60_000;

let database: DatabaseSync;
let db: Kysely<Schema>;

/** One of the servers. */
const at = (server: number): CommandContext => ({ db, engine: 'sqlite', now: Date.now(), server });

const hash = (): SecretHash => new Uint8Array(randomBytes(32));
const renew = async (server: number, name = `server ${server}`, ms = LEASE) =>
  (await COMMANDS.renewLease(at(server), name, ms)).outcome;

async function call(): Promise<string> {
  const id = randomUUID();
  const details = { name: null, maxParticipants: 4, metadata: {}, listed: true, ownerSecretHash: hash(), ...OPEN };
  await COMMANDS.createCall(at(1), { id, ...details });
  return id;
}

async function join(
  server: number,
  callId: string,
  secretHash = hash(),
): Promise<SeatHandle & { secretHash: SecretHash }> {
  const details = { displayName: undefined, after: undefined, door: 'socket' as const, ...NOBODY_IN_PARTICULAR };
  const command = { callId, secretHash, participantId: randomUUID(), ...details };
  return { ...(await COMMANDS.takeSeat(at(server), command)).outcome.seat, secretHash };
}

const states = async (callId: string): Promise<string[]> =>
  (
    await db
      .selectFrom('seats')
      .innerJoin('calls', 'calls.number', 'call_number')
      .select('seats.state')
      .where('calls.id', '=', callId)
      .orderBy('seats.number')
      .execute()
  ).map(({ state }) => state);

/** Its lease runs out. */
const die = (server: number) => db.updateTable('servers').set({ expires_at: 1 }).where('number', '=', server).execute();

beforeEach(async () => {
  database = new DatabaseSync(':memory:');
  db = new Kysely<Schema>({ dialect: nodeSqliteDialect(database) });
  await migrate(db as unknown as Kysely<unknown>, 'sqlite', (work) => work());
});
afterEach(() => database.close());

it('a lease tells how many others live, and whether it had run out', async () => {
  expect(await renew(1)).toEqual({ lapsed: true, others: 0 });
  expect(await renew(2)).toEqual({ lapsed: true, others: 1 });
  expect(await renew(1)).toEqual({ lapsed: false, others: 1 });
  await die(1);
  expect(await renew(2)).toEqual({ lapsed: false, others: 0 });
  expect(await renew(1)).toEqual({ lapsed: true, others: 1 });
});

it('a lease that was given back lasts no longer than was said, and never longer than before', async () => {
  await renew(1);
  await renew(2, 'short', 50);
  await COMMANDS.yieldLease(at(1), 1000);
  await COMMANDS.yieldLease(at(2), 10_000);
  const left = await db
    .selectFrom('servers')
    .select([sql<number>`expires_at - ${Date.now()}`.as('ms')])
    .orderBy('number')
    .execute();
  expect(left[0]?.ms).toBeLessThanOrEqual(1000);
  expect(left[1]?.ms).toBeLessThanOrEqual(50);
});

it('the seats of a dead server become reconnecting, once, and whoever sees it first watches over them', async () => {
  await renew(1);
  await renew(2);
  await renew(3);
  const callId = await call();
  const [ada, bob] = [await join(1, callId), await join(2, callId)];
  expect((await COMMANDS.adoptSeats(at(2), 10)).outcome).toEqual([]);
  await die(1);
  const { outcome, changes } = await COMMANDS.adoptSeats(at(2), 10);
  expect(outcome.map(({ participantId }) => participantId)).toEqual([ada.participantId]);
  expect(changes.map(({ kind }) => kind)).toEqual(['participant-updated', 'call-changed']);
  expect(await states(callId)).toEqual(['reconnecting', 'connected']);
  expect(await COMMANDS.adoptSeats(at(3), 10)).toEqual({ outcome: [], changes: [] });

  // The one that took them over loses them; nobody else does, nor the dead one, should it come back.
  for (const other of [1, 3]) expect((await COMMANDS.loseSeat(at(other), ada)).changes).toEqual([]);
  expect((await COMMANDS.setPresence(at(1), ada, 'reconnecting')).outcome).toBe(false);
  expect((await COMMANDS.loseSeat(at(2), ada)).changes.map(({ kind }) => kind)).toEqual([
    'participant-left',
    'call-changed',
  ]);
  expect(await states(callId)).toEqual(['left', 'connected']);
  expect((await COMMANDS.setPresence(at(2), bob, 'connected')).outcome).toBe(true);
});

it('they are taken over a few calls at a time, those that were reconnecting already without a word', async () => {
  await renew(1);
  await renew(2);
  for (let count = 0; count < 3; count += 1) {
    const seat = await join(1, await call());
    if (count === 0) await COMMANDS.setPresence(at(1), seat, 'reconnecting');
  }
  await die(1);
  const first = await COMMANDS.adoptSeats(at(2), 2);
  expect([first.outcome.length, first.changes.length]).toEqual([2, 2]);
  expect((await COMMANDS.adoptSeats(at(2), 2)).outcome).toHaveLength(1);
  expect((await COMMANDS.adoptSeats(at(2), 2)).outcome).toEqual([]);
});

it('a server that was taken for dead gets its seats back by hearing from them', async () => {
  await renew(1);
  await renew(2);
  const callId = await call();
  const ada = await join(1, callId);
  await die(1);
  await COMMANDS.adoptSeats(at(2), 10);
  expect((await renew(1)).lapsed).toBe(true);
  expect((await COMMANDS.setPresence(at(1), ada, 'connected')).outcome).toBe(true);
  expect(await states(callId)).toEqual(['connected']);
  expect((await COMMANDS.setPresence(at(2), ada, 'reconnecting')).outcome).toBe(false);
});

it('but not those that came back elsewhere meanwhile', async () => {
  await renew(1);
  await renew(2);
  const callId = await call();
  const ada = await join(1, callId);
  await die(1);
  const again = await join(2, callId, ada.secretHash);
  expect((await COMMANDS.setPresence(at(1), ada, 'connected')).outcome).toBe(false);
  expect((await COMMANDS.setPresence(at(1), ada, 'reconnecting')).outcome).toBe(false);
  expect((await COMMANDS.setPresence(at(2), again, 'connected')).outcome).toBe(true);
});

it('a seat over REST moves to whichever server hears from it, and its old one is told', async () => {
  await renew(1);
  await renew(2);
  const callId = await call();
  const ada = await join(1, callId);
  expect((await COMMANDS.setPresence(at(2), ada, 'connected', 'rest')).outcome).toBe(false);
  await COMMANDS.setPresence(at(1), ada, 'reconnecting');
  expect((await COMMANDS.setPresence(at(2), ada, 'connected', 'rest')).outcome).toBe(true);
  const moved = await COMMANDS.setPresence(at(1), ada, 'connected', 'rest');
  expect(moved.outcome).toBe(true);
  expect(moved.changes.map(({ kind }) => kind)).toEqual(['seat-taken']);
});

it('a server that starts in another’s place has its seats at once, and none of those of the living', async () => {
  await renew(1, 'here');
  await renew(2, 'there');
  const callId = await call();
  const [ada] = [await join(1, callId), await join(2, callId)];
  expect(await renew(3, 'here')).toEqual({ lapsed: true, others: 1 });
  const { outcome } = await COMMANDS.orphanSeats(at(3));
  expect(outcome.map(({ participantId }) => participantId)).toEqual([ada.participantId]);
  expect(await states(callId)).toEqual(['reconnecting', 'connected']);
});
