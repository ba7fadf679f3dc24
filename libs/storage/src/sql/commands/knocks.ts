// Knocking at a call's lobby, and what becomes of a knock.
import { decideKnock, decideVerdict, isWithdrawable, refusals } from '@parley/call-rules';
import type { Knock } from '@parley/protocol';
import { sql } from 'kysely';
import type { Engine } from '../../migrations/migration.ts';
import type { Committed } from '../../ports/call-store.ts';
import type { AnswerKnock, KnockMade, MakeKnock, WithdrawKnock } from '../../ports/knocks.ts';
import { accepted } from '../accepted.ts';
import { seatBySecret } from '../call-rows.ts';
import { knockById, knockChanged, knockHandle, knockView, latestKnock, saveKnock, WAITING } from '../knock-rows.ts';
import { callNumber } from '../reads/participants.ts';
import type { Sql } from '../schema.ts';
import type { CallRow } from '../views.ts';
import { CLOCK } from './clock.ts';
import type { CommandContext } from './context.ts';
import { passwordOf, wasRemoved } from './entry.ts';

/** Of a call's withdrawn knocks so many are kept: nothing but what they told their knockers depends on them. */
const WITHDRAWN_KEPT = 100;

export async function knock(context: CommandContext, command: MakeKnock): Promise<Committed<KnockMade>> {
  const { db, engine, now } = context;
  const { callId, secretHash, identity } = command;
  const call = await doorOf(db, callId);
  const latest = await latestKnock(db, call.number, secretHash);
  const { waiting, withdrawn } = await countKnocks(db, call.number);
  const decision = accepted(
    decideKnock({
      call,
      seat: await seatOf(db, call.number, command),
      latest: latest?.state,
      entering: {
        removed: identity !== null && (await wasRemoved(db, call.number, identity)),
        trusted: command.trusted,
        locked: call.locked === 1,
        lobby: call.lobby === 1,
        password: passwordOf(call, command),
      },
      sinceRefusal: await sinceRefusal(context, call.number, command),
      waiting,
    }),
  );
  if (decision === 'open') {
    const open: Knock = knockView({
      id: command.knockId,
      display_name: command.displayName,
      state: 'admitted',
      created_at: now,
      identity,
    });
    return { outcome: { knock: open, handle: null, made: true }, changes: [] };
  }
  if (decision === 'stands' && latest) {
    await hear(context, [latest.number]);
    return { outcome: { knock: knockView(latest), handle: knockHandle(callId, latest), made: false }, changes: [] };
  }
  const row = await db
    .insertInto('knocks')
    .values({
      call_number: call.number,
      id: command.knockId,
      secret_hash: secretHash,
      display_name: command.displayName,
      identity,
      state: 'waiting',
      created_at: now,
      changed_at: CLOCK[engine],
      heard_at: CLOCK[engine],
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  if (withdrawn > WITHDRAWN_KEPT) await forgetWithdrawn(db, call.number);
  return {
    outcome: { knock: knockView(row), handle: knockHandle(callId, row), made: true },
    changes: [knockChanged(callId, row)],
  };
}

export async function answerKnock(
  { db, engine }: CommandContext,
  { callId, knockId, verdict }: AnswerKnock,
): Promise<Committed<Knock>> {
  const row = await knockById(db, await callNumber(db, callId), knockId);
  if (accepted(decideVerdict(row.state, verdict)) === 'nothing') return { outcome: knockView(row), changes: [] };
  const answered = await saveKnock(db, engine, row, verdict);
  return { outcome: knockView(answered), changes: [knockChanged(callId, answered)] };
}

export async function withdrawKnock(
  { db, engine }: CommandContext,
  { callId, knockId, silentFor }: WithdrawKnock,
): Promise<Committed<void>> {
  const row = await knockById(db, await callNumber(db, callId), knockId);
  const nothing = { outcome: undefined, changes: [] };
  if (!isWithdrawable(row.state)) return nothing;
  if (silentFor !== undefined && (row.state !== 'waiting' || !(await isSilent(db, engine, row.number, silentFor)))) {
    return nothing;
  }
  return { outcome: undefined, changes: [knockChanged(callId, await saveKnock(db, engine, row, 'withdrawn'))] };
}

export async function hearKnocks(context: CommandContext, knockNumbers: readonly number[]): Promise<Committed<void>> {
  await hear(context, knockNumbers);
  return { outcome: undefined, changes: [] };
}

async function hear({ db, engine }: CommandContext, knockNumbers: readonly number[]): Promise<void> {
  if (knockNumbers.length === 0) return;
  let waiting = db.selectFrom('knocks').select('number').where('number', 'in', knockNumbers).where(WAITING);
  // One that is being answered needs no hearing, and nobody waits for anybody: there is no order to keep.
  if (engine === 'postgres') waiting = waiting.forUpdate().skipLocked();
  await db.updateTable('knocks').set({ heard_at: CLOCK[engine] }).where('number', 'in', waiting).execute();
}

type Door = Pick<CallRow, 'number' | 'state' | 'lobby' | 'locked' | 'password_hash'>;

/** @throws call-not-found */
async function doorOf(db: Sql, callId: string): Promise<Door> {
  const row = await db
    .selectFrom('calls')
    .select(['number', 'state', 'lobby', 'locked', 'password_hash'])
    .where('id', '=', callId)
    .executeTakeFirst();
  if (!row) throw refusals.callNotFound();
  return row;
}

async function seatOf(db: Sql, call: number, { secretHash }: MakeKnock): Promise<{ removed: boolean } | undefined> {
  const seat = await seatBySecret(db, call, secretHash);
  return seat && { removed: seat.removed === 1 };
}

/** In seconds. */
async function sinceRefusal(
  { db, engine }: CommandContext,
  call: number,
  { secretHash, identity }: MakeKnock,
): Promise<number | undefined> {
  const refused = await db
    .selectFrom('knocks')
    .select(sql<number>`${CLOCK[engine]} - changed_at`.as('ago'))
    .where('call_number', '=', call)
    .where('state', '=', 'refused')
    .where((eb) => {
      const ofSecret = eb('secret_hash', '=', secretHash);
      return identity === null ? ofSecret : ofSecret.or('identity', '=', identity);
    })
    .orderBy('changed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return refused && refused.ago / 1000;
}

async function countKnocks(db: Sql, call: number): Promise<{ waiting: number; withdrawn: number }> {
  const counted = await db
    .selectFrom('knocks')
    .select(({ fn }) => [
      fn.countAll().filterWhere('state', '=', 'waiting').as('waiting'),
      fn.countAll().filterWhere('state', '=', 'withdrawn').as('withdrawn'),
    ])
    .where('call_number', '=', call)
    .executeTakeFirstOrThrow();
  return { waiting: Number(counted.waiting), withdrawn: Number(counted.withdrawn) };
}

async function isSilent(db: Sql, engine: Engine, number: number, ms: number): Promise<boolean> {
  const silent = await db
    .selectFrom('knocks')
    .select('number')
    .where('number', '=', number)
    .where('heard_at', '<', sql<number>`${CLOCK[engine]} - ${ms}`)
    .executeTakeFirst();
  return silent !== undefined;
}

async function forgetWithdrawn(db: Sql, call: number): Promise<void> {
  const withdrawn = db
    .selectFrom('knocks')
    .select('number')
    .where('call_number', '=', call)
    .where('state', '=', 'withdrawn')
    .orderBy('number', 'desc');
  const oldest = await withdrawn.offset(WITHDRAWN_KEPT).limit(1).executeTakeFirst();
  if (!oldest) return;
  await db
    .deleteFrom('knocks')
    .where('call_number', '=', call)
    .where('state', '=', 'withdrawn')
    .where('number', '<=', oldest.number)
    .execute();
}
