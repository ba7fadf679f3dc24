// npm start: builds what is not built yet and runs the server in this very process, so that Ctrl-C reaches it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { freshBuild } from './lib/fresh-build.ts';
import { ROOT } from './lib/run.ts';

const USAGE = `npm start                 the server and the page on port 3000
npm start -- --lan        the same, and HTTPS for phones and laptops on the local network
npm start -- --turn       the same, and a TURN server beside it (coturn, where it is installed)
Everything else is set by the environment: see docs/settings.md.`;

function fail(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

function readArguments(): { lan: boolean; turn: boolean; help: boolean } {
  try {
    return parseArgs({
      options: {
        lan: { type: 'boolean', default: false },
        turn: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }).values;
  } catch (error) {
    return fail(
      `${error instanceof Error ? error.message.split('. ')[0] : String(error)}. Known: --lan, --turn, --help.`,
    );
  }
}

const { lan, turn, help } = readArguments();
if (help) {
  console.log(USAGE);
  process.exit(0);
}
if (lan) process.env.PARLEY_LAN = 'on';
if (turn) process.env.PARLEY_TURN = 'on';

try {
  await freshBuild();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
await import(pathToFileURL(join(ROOT, 'dist/apps/server/src/main.js')).href);
