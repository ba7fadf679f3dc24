// npm run backup FROM TO: a copy of a SQLite database that a server may be using.
import { statSync } from 'node:fs';
import { startProblem } from '../start-problem.ts';
import { copyDatabase } from './copy-database.ts';

const [from, to] = process.argv.slice(2);
try {
  if (from && to) {
    copyDatabase(from, to);
    process.stdout.write(`${to}: ${statSync(to).size} bytes\n`);
  } else {
    process.stderr.write('Name the database and the file to make: npm run backup data/parley.db parley-backup.db\n');
    process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${startProblem(error) ?? String(error)}\n`);
  process.exitCode = 1;
}
