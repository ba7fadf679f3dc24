// Transactions that were lost while they were committed, and whose end nobody could learn in time: whoever asked for them was told
// so. Once the database is back it says what came of them, and what they changed is announced then: the others must hear of it.
import { setTimeout as pause } from 'node:timers/promises';
import type { AppendSignal } from '../ports/call-store.ts';
import type { CommittedChange } from '../ports/committed-change.ts';
import { appended } from '../writing/appended.ts';
import { RUN } from './patience.ts';
import type { Pool } from './pool.ts';
import { Lost, type Sealed } from './postgres-errors.ts';
import type { CommandOutcome } from './transaction.ts';

/** Between two questions, in milliseconds, and how many are asked. */
const PAUSE = 500;
const MOST_QUESTIONS = 1200;

const FIND = `
  select said.place, m.seq, r.id
  from unnest($1::bigint[], $2::text[]) with ordinality as said (sender, message_id, place)
  join signals m on m.sender = said.sender and m.message_id = said.message_id and m.created_at = $3
  left join seats r on r.number = m.receiver
  order by m.number`;

type Found = [place: number, seq: number | null, to: string | null];

export class Doubts {
  private readonly pool: Pool;
  private readonly late: (changes: CommittedChange[]) => void;
  private readonly missed: () => void;

  /**
   * @param late is told what was committed
   * @param missed is told that nobody knows, and nobody will
   */
  constructor(pool: Pool, late: (changes: CommittedChange[]) => void, missed: () => void) {
    this.pool = pool;
    this.late = late;
    this.missed = missed;
  }

  keepCommands(error: unknown): void {
    if (!(error instanceof Lost) || !error.doubtful || !error.sealed) return;
    const { sealed } = error;
    void this.ask(() => this.committedOf(sealed));
  }

  keepSignals(error: unknown, signals: readonly AppendSignal[], now: number): void {
    if (!(error instanceof Lost) || !error.doubtful || signals.length === 0) return;
    void this.ask(() => this.storedOf(signals, now));
  }

  private async committedOf(sealed: Sealed): Promise<CommittedChange[][] | undefined> {
    const fate = await this.pool.fateOf(sealed, performance.now() + RUN);
    if (fate === undefined) return undefined;
    if (fate === 'forgotten') this.missed();
    const outcomes = fate === 'committed' ? (sealed.result as CommandOutcome[]) : [];
    return outcomes.flatMap((outcome) => ('done' in outcome ? [outcome.done.changes] : []));
  }

  private async storedOf(signals: readonly AppendSignal[], now: number): Promise<CommittedChange[][]> {
    const senders = signals.map(({ seat }) => seat.seatNumber);
    const messageIds = signals.map(({ messageId }) => messageId);
    const { rows } = await this.pool.run((client) =>
      client.query<Found>({ text: FIND, values: [senders, messageIds, now], rowMode: 'array' }),
    );
    return rows.flatMap(([place, seq, to]) => {
      const signal = signals[place - 1];
      return signal ? [appended(signal, [seq, to, now, false], now).changes] : [];
    });
  }

  /** What each command changed is told of by itself: each made a version of its call. */
  private async ask(question: () => Promise<CommittedChange[][] | undefined>): Promise<void> {
    for (let asked = 0; asked < MOST_QUESTIONS && !this.pool.isClosed; asked += 1) {
      await pause(PAUSE, undefined, { ref: false });
      const committed = await question().catch(() => undefined);
      if (!committed) continue;
      for (const changes of committed) if (changes.length > 0) this.late(changes);
      return;
    }
  }
}
