// A pool of connections that never keeps anybody hanging, and that comes back by itself.
import { setTimeout as pause } from 'node:timers/promises';
import type { Duplex } from 'node:stream';
import { types, Pool as PgPool, type ClientBase, type PoolClient, type PoolConfig } from 'pg';
import type { Connections } from '../ports/storage.ts';
import { IDLE_IN_TRANSACTION, RUN, STATEMENT } from './patience.ts';
import { isAway, isBroken, isPassing, isTwice, Lost, type Sealed } from './postgres-errors.ts';

const INT8 = 20;
/** Numbers of rows, positions and times: all of them far below 2^53. */
export const TYPES = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : (types.getTypeParser(oid, format) as (value: string) => unknown),
};

/**
 * How each session is set up. By index whatever the statistics say: a table that was empty when a plan was made has a million
 * rows an hour later. What a commit wrote is to be on the disk, as with SQLite.
 */
const SESSION = `
  select set_config('statement_timeout', '${STATEMENT}', false),
    set_config('idle_in_transaction_session_timeout', '${IDLE_IN_TRANSACTION}', false),
    set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),
    set_config('tcp_keepalives_count', '3', false), set_config('jit', 'off', false),
    set_config('enable_seqscan', 'off', false), set_config('enable_hashjoin', 'off', false),
    set_config('enable_mergejoin', 'off', false), set_config('plan_cache_mode', 'force_generic_plan', false),
    set_config('synchronous_commit', case current_setting('synchronous_commit') when 'off' then 'on'
      else current_setting('synchronous_commit') end, false)`;

/**
 * In which of its ages the database is: one ends with a crash, or with a standby that takes over. The next may give the numbers
 * of transactions that were lost to others. PostgreSQL then counts its statistics from zero, and says since when.
 */
export const AGE = 'extract(epoch from pg_stat_get_bgwriter_stat_reset_time())::text';

/** Before a try that follows a failed one, doubled each time. */
const FIRST_PAUSE = 10;

const FATE = `select case when ${AGE} = $2::text then pg_xact_status($1::text::xid8) end as fate`;

/** The pool waits for it, though its types do not say so. */
const setUp = ((client: ClientBase) => client.query(SESSION)) as (client: ClientBase) => void;

export interface RunOptions {
  /** Milliseconds that one try may take, if it is more than all tries together otherwise have. */
  longest?: number;
  /** Whether a transaction that was lost after it had been sent may be run again: it changes nothing twice. */
  repeatable?: boolean;
}

/** To be called before anything is sent that ends in a commit. */
export type Commits = (sealed?: Sealed) => void;
/** What is to run on a connection. */
type Work<Result> = (client: PoolClient, commits: Commits) => Promise<Result>;
/** What became of a transaction; undefined while it is not known, `forgotten` when nobody will know any more. */
export type Fate = 'committed' | 'aborted' | 'forgotten' | undefined;

export class Pool {
  private readonly config: PoolConfig;
  private pool: PgPool;
  private closed = false;
  private opened = 0;
  private lost = 0;

  constructor(config: PoolConfig, size: number) {
    this.config = {
      ...config,
      max: size,
      application_name: config.application_name ?? 'parley',
      // All that a transaction knows beforehand goes in one round trip.
      pipeline: true,
      types: TYPES,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5000,
      connectionTimeoutMillis: RUN,
      idleTimeoutMillis: 30_000,
      allowExitOnIdle: true,
      onConnect: setUp,
    };
    this.pool = this.open();
  }

  get isClosed(): boolean {
    return this.closed;
  }

  get connections(): Connections {
    const { totalCount, idleCount, waitingCount } = this.pool;
    const { opened, lost } = this;
    return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount, opened, lost };
  }

  /**
   * Runs `work` on a connection of its own, again if somebody else was quicker or nothing had been sent when the database went away.
   * @throws Lost, or what the database answered
   */
  async run<Result>(work: Work<Result>, options: RunOptions = {}): Promise<Result> {
    const { longest = 0, repeatable = false } = options;
    const until = performance.now() + RUN;
    for (let wait = FIRST_PAUSE; ; wait *= 2) {
      try {
        return await this.once(work, until, longest);
      } catch (error) {
        const sealed = error instanceof Lost ? error.sealed : undefined;
        const fate = sealed && (await this.fateOf(sealed, until));
        if (fate === 'committed') return sealed?.result as Result;
        const doubtful = error instanceof Lost && error.doubtful && fate !== 'aborted';
        const again = error instanceof Lost ? !doubtful || repeatable : isPassing(error);
        const left = until - performance.now() - wait;
        if (this.closed || left <= 0 || !(again || (repeatable && isTwice(error)))) throw error;
        await pause(wait * (0.5 + Math.random()), undefined, { ref: false });
      }
    }
  }

  /** Asks the database until it says what became of a transaction, or until it is too late. */
  async fateOf({ transaction, age }: Omit<Sealed, 'result'>, until: number): Promise<Fate> {
    for (let wait = FIRST_PAUSE; !this.closed && until - performance.now() > wait; wait *= 2) {
      try {
        const fate = await this.once(async (client) => {
          const { rows } = await client.query(FATE, [transaction, age]);
          return (rows as { fate: string | null }[])[0]?.fate;
        }, until);
        if (fate === 'committed' || fate === 'aborted') return fate;
        // `in progress`: the database has not noticed yet that its connection is gone.
        if (fate !== 'in progress') return 'forgotten';
      } catch (error) {
        if (!(error instanceof Lost)) return undefined;
      }
      await pause(wait, undefined, { ref: false });
    }
    return undefined;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.pool.end();
  }

  private open(): PgPool {
    const pool = new PgPool(this.config);
    // A connection that is lost while nobody uses it: the next to come opens another.
    pool.on('error', () => {});
    pool.on('connect', (client) => {
      this.opened += 1;
      // Once for each, used or idle; of one that is used its queries tell.
      client.once('error', () => (this.lost += 1));
      client.on('error', () => {});
    });
    return pool;
  }

  private async once<Result>(work: Work<Result>, until: number, longest = 0): Promise<Result> {
    const client = await this.connect(until);
    let [late, committing, over] = [false, false, false];
    let sealed: Sealed | undefined;
    const commits: Commits = (what) => {
      committing = true;
      sealed = what;
    };
    const giveUp = () => {
      if (over) return;
      late = true;
      streamOf(client).destroy();
    };
    // A process that stood still finds its timers run out before it reads what has come meanwhile: it is read first.
    const limit = setTimeout(() => setImmediate(giveUp), Math.max(longest, until - performance.now()));
    try {
      const result = await work(client, commits);
      client.release();
      return result;
    } catch (error) {
      const lost = late || isAway(error) || isBroken(error);
      // In what state a connection is after an error nobody looks: another costs a millisecond.
      client.release(true);
      if (late) this.renew();
      throw lost ? new Lost(error, committing, sealed) : error;
    } finally {
      over = true;
      clearTimeout(limit);
    }
  }

  /** @throws Lost */
  private async connect(until: number): Promise<PoolClient> {
    const late = Promise.withResolvers<never>();
    const left = Math.max(0, until - performance.now());
    const limit = setTimeout(() => late.reject(new Error('No connection in time.')), left);
    const connecting = this.pool.connect();
    try {
      return await Promise.race([connecting, late.promise]);
    } catch (error) {
      connecting.then(
        (client) => client.release(),
        () => {},
      );
      throw new Lost(error, false);
    } finally {
      clearTimeout(limit);
    }
  }

  /** After one connection fell silent the others will be no better: each would cost somebody the whole of their patience. */
  private renew(): void {
    if (this.closed) return;
    const old = this.pool;
    this.pool = this.open();
    void old.end();
  }
}

/** pg does not offer to break a connection off: `end()` waits for what was sent. */
function streamOf(client: PoolClient): Duplex {
  return (client as unknown as { connection: { stream: Duplex } }).connection.stream;
}
