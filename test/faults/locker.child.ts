// Another program at the database whose path it is given: locks it when it is told to, and lets go again.
import { DatabaseSync } from 'node:sqlite';

const [path = ''] = process.argv.slice(2);
const database = new DatabaseSync(path, { timeout: 10_000 });

process.on('message', (order: 'lock' | 'let go') => {
  database.exec(order === 'lock' ? 'begin exclusive' : 'rollback');
  process.send?.('done');
});
