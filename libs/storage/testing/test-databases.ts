// Databases for tests, in the PostgreSQL that PARLEY_TEST_DATABASES names; they go when the tests are done.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** Undefined where there is none: the tests are skipped, which whoever looked for one has said. */
const server = (): string | undefined => process.env['PARLEY_TEST_DATABASES'];

/** Declares tests that need PostgreSQL. */
export function describePostgres(name: string, tests: () => void): void {
  (server() === undefined ? describe.skip : describe)(name, tests);
}

export class TestDatabases {
  private readonly made: string[] = [];

  /** The URL of a database with nothing in it. */
  async create(): Promise<string> {
    const name = `parley_test_${randomBytes(8).toString('hex')}`;
    await ask(`create database ${name} encoding 'UTF8' template template0`);
    this.made.push(name);
    const url = new URL(server() ?? '');
    url.pathname = `/${name}`;
    return url.href;
  }

  async remove(): Promise<void> {
    for (const name of this.made.splice(0)) await ask(`drop database ${name} with (force)`);
  }
}

/** What a statement answers, on a connection of its own. */
export async function ask<Row>(text: string, url = server()): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}
