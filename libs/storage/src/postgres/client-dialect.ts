// Kysely over one connection of pg, inside the transaction of whoever checked it out.
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { ClientBase } from 'pg';
import { BorrowedConnection } from '../sql/borrowed-connection.ts';
import type { Schema, Sql } from '../sql/schema.ts';

/** Statements that are prepared once a connection. Lists of many lengths make many texts: what comes later is not prepared. */
const MOST_PREPARED = 300;
const names = new Map<string, string>();

/** The tables through this connection. */
export function sqlOver(client: ClientBase): Sql {
  return new Kysely<Schema>({ dialect: clientDialect(client) });
}

export function clientDialect(client: ClientBase): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new BorrowedConnection(new ClientConnection(client)),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class ClientConnection implements DatabaseConnection {
  private readonly client: ClientBase;

  constructor(client: ClientBase) {
    this.client = client;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const name = nameOf(sql);
    const { rows, rowCount } = await this.client.query({
      text: sql,
      values: parameters.map(storable),
      ...(name !== undefined && { name }),
    });
    return { rows: rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) };
  }

  // oxlint-disable-next-line require-yield -- Kysely asks for a generator; nothing here streams.
  async *streamQuery<Row>(): AsyncGenerator<QueryResult<Row>> {
    throw new Error('Streaming is not offered: lists are pages.');
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_PREPARED) return known;
  const name = `parley-${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** PostgreSQL's text holds no NUL. None is stored (the doors refuse it); who looks for one finds nothing. */
function storable(value: unknown): unknown {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
}
