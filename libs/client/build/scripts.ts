// Builds what the server serves of this library: dist/client/parley.js and, below dist/client/parley/, its parts.
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { LIBRARY, PARTS } from './entries.ts';
import { adapterModule, coreScript, partScript } from './script-config.ts';

const OUT = join(LIBRARY, '../../dist/client');

await rm(OUT, { recursive: true, force: true });
const { default: Parley } = await import('../src/script.ts');
const statics = Object.keys(Parley);
const scripts = [coreScript(), adapterModule(), ...PARTS.map((part) => partScript(part, statics))];
await Promise.all(scripts.map((script) => build(script)));
await cp(join(LIBRARY, 'THIRD-PARTY-LICENSES.txt'), join(OUT, 'parley/licenses.txt'));
