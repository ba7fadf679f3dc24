// A worker's source within the module that starts it: a script from another origin has no file beside it that a page may
// run as a worker, and a bundler of somebody else's need not know of ours.
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { LIBRARY } from './entries.ts';

const STORAGE = join(LIBRARY, 'src/files/storage');

/** Puts the worker of `files` in the place of the module that would start it from a file. */
export function inlineWorker(): Plugin {
  return {
    name: 'inline-worker',
    enforce: 'pre',
    load: async (id) => (id === join(STORAGE, 'start-worker.ts') ? startingModule(await workerScript()) : null),
  };
}

function startingModule(source: string): string {
  return [
    `const source = ${JSON.stringify(source)};`,
    `export const startWorker = () => {`,
    `  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));`,
    `  try {`,
    `    return new Worker(url);`,
    `  } finally {`,
    `    URL.revokeObjectURL(url);`,
    `  }`,
    `};`,
  ].join('\n');
}

async function workerScript(): Promise<string> {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(STORAGE, 'file-work.worker.ts'), formats: ['iife'], name: 'worker' },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) {
    throw new Error('The worker of files was not bundled.');
  }
  return output.output[0].code;
}
