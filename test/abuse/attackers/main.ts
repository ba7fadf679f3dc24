// The attacker's process: runs one of the attacks and prints its report.
import type { AttackOptions, AttackReport } from '../support/attack.ts';
import { askWithoutReading, hearNothing, pingWithoutReading } from './deaf.ts';
import { createCalls, floodWithCandidates, joinAndLeave, stayAndNeverJoin } from './eager.ts';

const ATTACKS: Record<string, (options: AttackOptions) => Promise<AttackReport>> = {
  'hears nothing': hearNothing,
  'asks without reading': askWithoutReading,
  'pings without reading': pingWithoutReading,
  'floods with candidates': floodWithCandidates,
  'stays and never joins': stayAndNeverJoin,
  'joins and leaves': joinAndLeave,
  'creates calls': createCalls,
};

const [name = '', options = '{}'] = process.argv.slice(2);
const run = ATTACKS[name];
if (!run) throw new Error(`There is no attack "${name}".`);
process.stdout.write(JSON.stringify(await run(JSON.parse(options) as AttackOptions)));
process.exit(0);
