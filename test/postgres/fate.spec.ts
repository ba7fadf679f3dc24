// What became of a transaction whose commit was not answered. A crash forgets the numbers of those that it lost: they are given out
// again, and what is asked of such a number then is about somebody else's.
import { Client } from 'pg';
import { connectionOptions } from '../../libs/storage/src/postgres/connection-options.ts';
import { AGE, Pool } from '../../libs/storage/src/postgres/pool.ts';
import { findTool, POSTGRESQL } from '../../scripts/lib/system-tools.ts';
import { PostgresServer } from '../support/postgres-server.ts';

const LIMIT_MS = 60_000;
const BEGIN = `begin; select pg_current_xact_id()::text as transaction, ${AGE} as age`;

interface Name {
  transaction: string;
  age: string;
}

(findTool(POSTGRESQL) ? describe : describe.skip)('the fate of a transaction', () => {
  let postgres: PostgresServer;
  let pool: Pool;
  beforeAll(async () => {
    // What is not committed is not written to the disk before its turn.
    postgres = await PostgresServer.start({ durable: true, settings: { wal_writer_delay: '10s' } });
  }, LIMIT_MS);
  afterAll(() => postgres.discard());
  beforeEach(() => (pool = new Pool(connectionOptions(postgres.url), 2)));
  afterEach(() => pool.close());

  const fateOf = (name: Name) => pool.fateOf(name, performance.now() + 5000);

  /** A connection with a transaction that has a number and has written something. */
  async function begun(): Promise<{ client: Client; name: Name }> {
    const client = new Client({ connectionString: postgres.url });
    client.on('error', () => {});
    await client.connect();
    await client.query('create table if not exists kept (number int)');
    const answers = (await client.query(BEGIN)) as unknown as [unknown, { rows: [Name] }];
    await client.query('insert into kept values (1)');
    return { client, name: answers[1].rows[0] };
  }

  it(
    'is told after a restart in good order',
    async () => {
      const committed = await begun();
      await committed.client.query('commit');
      const aborted = await begun();
      await postgres.stop('fast');
      await postgres.restart();
      expect([await fateOf(committed.name), await fateOf(aborted.name)]).toEqual(['committed', 'aborted']);
      await committed.client.end();
    },
    LIMIT_MS,
  );

  it(
    'is never that of another one which was given the same number after a crash',
    async () => {
      const lost = await begun();
      await postgres.stop('immediate');
      await postgres.restart();
      for (;;) {
        const { client, name } = await begun();
        await client.query('commit');
        await client.end();
        if (BigInt(name.transaction) >= BigInt(lost.name.transaction)) break;
      }
      expect(await fateOf({ ...lost.name, age: await ageNow() })).toBe('committed');
      expect(await fateOf(lost.name)).toBe('forgotten');
    },
    LIMIT_MS,
  );

  async function ageNow(): Promise<string> {
    const { client, name } = await begun();
    await client.end();
    return name.age;
  }
});
