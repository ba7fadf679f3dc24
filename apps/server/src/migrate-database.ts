// npm run migrate-database -- --from sqlite:<path> --to postgres://…: moves all calls into an empty PostgreSQL database.
import { moveDatabase } from '@parley/storage';
import { parseArgs } from 'node:util';
import { databaseSetting } from './settings/database-setting.ts';
import { SettingsError } from './settings/environment.ts';
import { startProblem } from './start-problem.ts';

const USAGE =
  'npm run migrate-database -- --from sqlite:data/parley.db --to postgres://user:password@host:5432/database';

async function migrateDatabase(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } });
  const from = databaseSetting({ DATABASE_URL: values.from ?? '' });
  const to = databaseSetting({ DATABASE_URL: values.to ?? '' });
  if (!values.from || !values.to || from.engine !== 'sqlite' || to.engine !== 'postgres') {
    throw new SettingsError('migrate-database', `it goes from SQLite to PostgreSQL: ${USAGE}`);
  }
  process.stdout.write(`Moving ${from.path} to ${to.place} …\n`);
  const moved = await moveDatabase({ path: from.path, url: to.url });
  for (const [table, rows] of Object.entries(moved)) process.stdout.write(`  ${table.padEnd(12)}${rows}\n`);
  process.stdout.write(
    `All of it was counted on both sides. Start the servers with that DATABASE_URL; keep the file until they run.\n`,
  );
}

try {
  await migrateDatabase();
} catch (error) {
  const usage = error instanceof TypeError ? `${error.message}: ${USAGE}` : null;
  process.stderr.write(`${startProblem(error) ?? usage ?? String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
