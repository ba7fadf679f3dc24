// npm run api-key -- create NAME --scopes … | list | revoke NAME: API keys in the database, while servers use it.
import { parseArgs } from 'node:util';
import { SettingsError } from '../settings/environment.ts';
import { startProblem } from '../start-problem.ts';
import { createKey, listKeys, revokeKey } from './commands.ts';

const USAGE = 'npm run -s api-key -- create NAME --scopes read,create,manage | list | revoke NAME';

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { scopes: { type: 'string' } }, allowPositionals: true });
  const [command, name, ...more] = positionals;
  if (command === 'create' && name && values.scopes !== undefined && more.length === 0) {
    const key = await createKey(process.env, name, values.scopes);
    // Apart from the words, so that a script gets the key alone.
    process.stderr.write(`${name}: shown this once, and serves from now on on every server.\n`);
    process.stdout.write(`${key}\n`);
  } else if (command === 'list' && !name) {
    process.stdout.write(await listKeys(process.env));
  } else if (command === 'revoke' && name && more.length === 0) {
    await revokeKey(process.env, name);
    process.stderr.write(`${name}: revoked. Within 5 seconds no server takes it any more.\n`);
  } else {
    throw new SettingsError('api-key', `it is called as ${USAGE}`);
  }
}

try {
  await run();
} catch (error) {
  const usage = error instanceof TypeError ? `${error.message}: ${USAGE}` : null;
  process.stderr.write(`${startProblem(error) ?? usage ?? String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = 1;
}
