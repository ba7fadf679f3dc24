// The hot path: the signals of many calls, and confirmations, in one transaction that takes one round trip.
// All statements are sent at once; none needs the answer of another.
import { refuseGrowth, refuseReceiver, refuseSender, refusals, routeOpenCandidate } from '@parley/call-rules';
import { type CallState, type ParticipantState, Refusal } from '@parley/protocol';
import type { PoolClient } from 'pg';
import type { AppendSignal } from '../ports/call-store.ts';
import type { AppendOutcome } from '../writing/appended.ts';
import type { Confirmation } from '../writing/confirmations.ts';
import { LOCK_CALLS } from './locks.ts';
import { APPEND, CONFIRM } from './signal-statements.ts';

/** What comes back of a signal: whether it was stored, at which `seq`, and for whom if nobody was named; else the facts of it. */
type Row =
  [stored: true, seq: number | null, to: string | null, facts: null] | [stored: false, null, null, facts: Facts];
type Facts = [
  /** Null when there is no such seat any more. */
  epoch: number | null,
  senderState: ParticipantState,
  callState: CallState,
  /** Null when there is no receiver. */
  receiverState: ParticipantState | null,
  /** What waits already where it would have gone. */
  waiting: number,
  /** Whether the open offer that it follows was dropped; null when there is none. */
  dropped: 0 | 1 | null,
  known: boolean,
  knownSeq: number | null,
  knownTo: string | null,
  knownSince: number,
];

export interface SignalBatch {
  /** Candidates without a receiver among them, but no offers. No two with the same sender and messageId. */
  signals: readonly AppendSignal[];
  /** They count as given before the signals. */
  confirmations: readonly Confirmation[];
  /** When it is stored, in milliseconds since the epoch: the same with every try. */
  now: number;
  /** Whether none of it can have been stored by an earlier try, which was lost. */
  isFirst: boolean;
}

/**
 * Stores the batch, whole or not at all; a refused signal is no part of it. To be run again after it was lost: what is known
 * is not stored twice.
 */
export async function storeSignals(
  client: PoolClient,
  { signals, confirmations, now, isFirst }: SignalBatch,
): Promise<(AppendOutcome | Refusal)[]> {
  const calls = new Set<number>();
  for (const { seat } of signals) calls.add(seat.callNumber);
  for (const { seat } of confirmations) calls.add(seat.callNumber);
  const [, , , rows] = await Promise.all([
    client.query('begin'),
    client.query({ ...LOCK_CALLS, values: [[...calls]] }),
    confirmations.length > 0 && confirm(client, confirmations),
    signals.length > 0 ? append(client, signals, now) : [],
    client.query('commit'),
  ]);
  return signals.map((signal, index) => outcomeOf(signal, rows[index], now, isFirst));
}

function confirm(client: PoolClient, confirmations: readonly Confirmation[]): Promise<unknown> {
  return client.query({
    name: 'parley-confirm',
    text: CONFIRM,
    values: [
      confirmations.map(({ seat }) => seat.seatNumber),
      confirmations.map(({ seat }) => seat.epoch),
      confirmations.map(({ seq }) => seq),
    ],
  });
}

async function append(client: PoolClient, signals: readonly AppendSignal[], now: number): Promise<Row[]> {
  const { rows } = await client.query<Row>({
    name: 'parley-append',
    text: APPEND,
    rowMode: 'array',
    values: [
      signals.map(({ seat }) => seat.seatNumber),
      signals.map(({ seat }) => seat.epoch),
      signals.map(({ to }) => to ?? null),
      signals.map(({ type }) => type),
      signals.map(({ messageId }) => messageId),
      signals.map(({ connection }) => connection),
      signals.map(({ content }) => JSON.stringify(content)),
      now,
    ],
  });
  return rows;
}

function outcomeOf(
  { seat, to }: AppendSignal,
  row: Row | undefined,
  now: number,
  isFirst: boolean,
): AppendOutcome | Refusal {
  if (!row) throw new Error('A signal was left without an answer.');
  if (!row[0]) {
    const outcome = notStored(seat.epoch, to !== undefined, row[3]);
    // By the try before, which was lost after all was done: it is told of now.
    if (!isFirst && Array.isArray(outcome) && outcome[2] === now) outcome[3] = false;
    return outcome;
  }
  const [, seq, taker] = row;
  return to === undefined || seq === null ? [seq, taker, now, false] : seq;
}

function notStored(epoch: number, isDirected: boolean, facts: Facts): AppendOutcome | Refusal {
  const [current, senderState, callState, receiverState, waiting, dropped] = facts;
  if (current === null) return refusals.callNotFound();
  if (current !== epoch) return refusals.notJoined();
  if (isDirected && receiverState === null) return refusals.participantNotFound();
  const [, , , , , , known, knownSeq, knownTo, knownSince] = facts;
  if (known) return [knownSeq, knownTo, knownSince, true];
  const refusal =
    refuseSender(callState === 'ended', senderState === 'left') ??
    (isDirected ? undefined : refuseOpen(dropped, receiverState)) ??
    (receiverState === null ? refuseGrowth(waiting) : refuseReceiver(receiverState === 'left', waiting));
  if (!refusal) throw new Error('A signal was neither stored nor refused.');
  return refusal;
}

function refuseOpen(dropped: 0 | 1 | null, taker: ParticipantState | null): Refusal | undefined {
  const route = routeOpenCandidate(dropped === null ? undefined : { dropped: dropped === 1, taker });
  return route instanceof Refusal ? route : undefined;
}
