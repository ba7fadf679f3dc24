// Builds what the server serves of the element: dist/element/parley/element.js and, below dist/element/parley/element/, its chunks.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { elementScripts } from './element-config.ts';

const OUT = fileURLToPath(new URL('../../../dist/element', import.meta.url));

await rm(OUT, { recursive: true, force: true });
const { default: Parley } = await import('../../../libs/client/src/script.ts');
await build(elementScripts(OUT, Object.keys(Parley)));
