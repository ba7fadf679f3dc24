// The read port over PostgreSQL: each read sees one state of the database, whatever is committed meanwhile.
import {
  type Knock,
  type MailboxPage,
  type Page,
  type Participant,
  Refusal,
  type Signal,
  type TimelineEntry,
} from '@parley/protocol';
import {
  type CallAccount,
  type CallDoors,
  type CallCensus,
  type CallQuery,
  CallReader,
  type MailboxQuery,
  type PageQuery,
  type SeatNow,
  type SeatSecret,
  type SecretHolder,
  type SignalQuery,
} from '../ports/call-reader.ts';
import type { KnockHandle, KnockInCall, KnockNews, KnockSeen } from '../ports/knocks.ts';
import type { StoredApiKey } from '../ports/api-keys.ts';
import type { SeatHandle, SecretHash, StoredCall, VersionedCall } from '../ports/stored.ts';
import { READS } from '../sql/reads/index.ts';
import type { Sql } from '../sql/schema.ts';
import type { ConfirmingSide } from '../writing/confirmations.ts';
import { sqlOver } from './client-dialect.ts';
import type { Pool } from './pool.ts';
import { tooMuch } from './unavailable.ts';
import { rejection } from './writer.ts';

/** More would wait longer than anybody does. */
const LONGEST_QUEUE = 10_000;

export class PostgresCallReader extends CallReader {
  private readonly pool: Pool;
  private readonly writing: ConfirmingSide;
  private underWay = 0;
  private closed = false;

  constructor(pool: Pool, writing: ConfirmingSide) {
    super();
    this.pool = pool;
    this.writing = writing;
  }

  call(callId: string): Promise<VersionedCall> {
    return this.read((db) => READS.call(db, callId));
  }

  calls(query: CallQuery): Promise<Page<StoredCall>> {
    return this.read((db) => READS.calls(db, query));
  }

  openCalls(limit: number): Promise<VersionedCall[]> {
    return this.read((db) => READS.openCalls(db, limit));
  }

  census(): Promise<CallCensus> {
    return this.read((db) => READS.census(db));
  }

  participants(callId: string, query: PageQuery): Promise<Page<Participant>> {
    return this.read((db) => READS.participants(db, callId, query));
  }

  hasParticipant(callId: string, participantId: string): Promise<boolean> {
    return this.read((db) => READS.hasParticipant(db, callId, participantId));
  }

  async signals(callId: string, query: SignalQuery): Promise<Page<Signal>> {
    await this.writing.confirmationsWritten();
    return this.read((db) => READS.signals(db, callId, query));
  }

  async timeline(callId: string, query: PageQuery): Promise<Page<TimelineEntry>> {
    await this.writing.confirmationsWritten();
    return this.read((db) => READS.timeline(db, callId, query));
  }

  async sentSignal(seat: SeatHandle, messageId: string): Promise<Signal | null> {
    await this.writing.confirmationsWritten();
    return this.read((db) => READS.sentSignal(db, seat, messageId));
  }

  async mailbox(seat: SeatHandle, query: MailboxQuery): Promise<MailboxPage> {
    await this.writing.confirmationsWrittenPast(seat, query.after ?? 0);
    return this.read((db) => READS.mailbox(db, seat, query));
  }

  holderOf(callId: string, secretHash: SecretHash): Promise<SecretHolder> {
    return this.read((db) => READS.holderOf(db, callId, secretHash));
  }

  doors(callId: string, secretHashes: readonly SecretHash[]): Promise<CallDoors> {
    return this.read((db) => READS.doors(db, callId, secretHashes));
  }

  seatSecret(secretHash: SecretHash): Promise<SeatSecret | null> {
    return this.read((db) => READS.seatSecret(db, secretHash));
  }

  apiKeys(): Promise<StoredApiKey[]> {
    return this.read((db) => READS.apiKeys(db));
  }

  seatsNow(seatNumbers: readonly number[]): Promise<SeatNow[]> {
    return this.read((db) => READS.seatsNow(db, seatNumbers));
  }

  account(callId: string): Promise<CallAccount> {
    return this.read((db) => READS.account(db, callId));
  }

  knocks(callId: string, query: PageQuery): Promise<Page<Knock>> {
    return this.read((db) => READS.knocks(db, callId, query));
  }

  knock(callId: string, knockId: string, secretHash: SecretHash | null): Promise<KnockSeen> {
    return this.read((db) => READS.knock(db, callId, knockId, secretHash));
  }

  knocksNow(knockNumbers: readonly number[]): Promise<KnockInCall[]> {
    return this.read((db) => READS.knocksNow(db, knockNumbers));
  }

  knockNews(callIds: readonly string[], since: number): Promise<KnockNews> {
    return this.read((db) => READS.knockNews(db, callIds, since, 'postgres'));
  }

  silentKnocks(ms: number, limit: number): Promise<KnockHandle[]> {
    return this.read((db) => READS.silentKnocks(db, ms, limit, 'postgres'));
  }

  check(): Promise<void> {
    return this.read((db) => READS.check(db));
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.pool.close();
  }

  private async read<Result>(read: (db: Sql) => Promise<Result>): Promise<Result> {
    if (this.closed) throw tooMuch('The reader is closed.');
    if (this.underWay >= LONGEST_QUEUE) throw tooMuch('Too much waits to be read.');
    this.underWay += 1;
    try {
      const found = await this.pool.run(async (client) => {
        // Sent together with the first statement; the end of the transaction is waited for by nobody.
        const begun = client.query('begin isolation level repeatable read read only');
        begun.catch(() => {});
        const result = await read(sqlOver(client)).catch(async (error: unknown) => {
          if (error instanceof Refusal) return error;
          // What went wrong first is the cause of what went wrong later.
          await begun;
          throw error;
        });
        client.query('commit').catch(() => {});
        return result;
      });
      if (found instanceof Refusal) throw found;
      return found;
    } catch (error) {
      throw rejection(error);
    } finally {
      this.underWay -= 1;
    }
  }
}
