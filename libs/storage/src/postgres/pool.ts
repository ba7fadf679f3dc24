// A pool of connections that never keeps anybody hanging, and that comes back by itself.
import { setTimeout as pause } from 'node:timers/promises';
import type { Duplex } from 'node:stream';
import { types, Pool as PgPool, type ClientBase, type PoolClient, type PoolConfig } from 'pg';
import { IDLE_IN_TRANSACTION, RUN, STATEMENT } from './patience.ts';
import { isPassing, isTwice, Lost, sqlState } from './postgres-errors.ts';

const INT8 = 20;
/** Numbers of rows, positions and times: all of them far below 2^53. */
const TYPES = {
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

/** Before a try that follows a failed one, doubled each time. */
const FIRST_PAUSE = 10;

/** The pool waits for it, though its types do not say so. */
const setUp = ((client: ClientBase) => client.query(SESSION)) as (client: ClientBase) => void;

export interface RunOptions {
  /** Milliseconds for all tries together. */
  limit?: number;
  /** Whether a transaction that was lost after it had been sent may be run again: it changes nothing twice. */
  repeatable?: boolean;
}

/** What is to run on a connection. `commits` is to be called before anything is sent that ends in a commit. */
type Work<Result> = (client: PoolClient, commits: () => void) => Promise<Result>;

export class Pool {
  private readonly config: PoolConfig;
  private pool: PgPool;
  private closed = false;

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
    this.pool = this.opened();
  }

  /**
   * Runs `work` on a connection of its own, again if somebody else was quicker or nothing had been sent when the database went away.
   * @throws Lost, or what the database answered
   */
  async run<Result>(work: Work<Result>, options: RunOptions = {}): Promise<Result> {
    const { limit = RUN, repeatable = false } = options;
    const until = performance.now() + limit;
    for (let wait = FIRST_PAUSE; ; wait *= 2) {
      try {
        return await this.once(work, until);
      } catch (error) {
        const again = error instanceof Lost ? !error.doubtful || repeatable : isPassing(error);
        const left = until - performance.now() - wait;
        if (this.closed || left <= 0 || !(again || (repeatable && isTwice(error)))) throw error;
        await pause(wait * (0.5 + Math.random()), undefined, { ref: false });
      }
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.pool.end();
  }

  private opened(): PgPool {
    const pool = new PgPool(this.config);
    // A connection that is lost while nobody uses it: the next to come opens another.
    pool.on('error', () => {});
    // The same while it is used: its queries tell.
    pool.on('connect', (client) => client.on('error', () => {}));
    return pool;
  }

  private async once<Result>(work: Work<Result>, until: number): Promise<Result> {
    const client = await this.connect(until);
    let [late, committing] = [false, false];
    const limit = setTimeout(() => {
      late = true;
      streamOf(client).destroy();
    }, until - performance.now());
    try {
      const result = await work(client, () => (committing = true));
      client.release();
      return result;
    } catch (error) {
      const lost = late || isAway(error) || isLostConnection(error);
      // In what state a connection is after an error nobody looks: another costs a millisecond.
      client.release(true);
      if (late) this.renew();
      throw lost ? new Lost(error, committing) : error;
    } finally {
      clearTimeout(limit);
    }
  }

  /** @throws Lost */
  private async connect(until: number): Promise<PoolClient> {
    const late = Promise.withResolvers<never>();
    const limit = setTimeout(() => late.reject(new Error('No connection in time.')), until - performance.now());
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
    this.pool = this.opened();
    void old.end();
  }
}

/** The database refuses connections that it had taken: it stops or starts (57P01 to 57P03). Nothing of the transaction stays. */
function isAway(error: unknown): boolean {
  return sqlState(error)?.startsWith('57P0') ?? false;
}

/** pg has no class for it: its own words, and Node's codes. */
function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) return true;
  return /^(Connection terminated|Client has encountered a connection error|Query read timeout|Client was closed)/.test(
    error.message,
  );
}

/** pg does not offer to break a connection off: `end()` waits for what was sent. */
function streamOf(client: PoolClient): Duplex {
  return (client as unknown as { connection: { stream: Duplex } }).connection.stream;
}
