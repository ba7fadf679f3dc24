// Somebody else's site that uses the client library as ES modules, on an origin of its own.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const SOURCES = fileURLToPath(new URL('../../../libs/client/src/', import.meta.url));

export interface Embedder {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves `page` at every path that is not a module's.
 *
 * @param entries of the library, as `index` and `statistics`: each is at `/kit/<entry>.js`
 */
export async function startEmbedder(page: string, entries: readonly string[]): Promise<Embedder> {
  const modules = await bundle(entries);
  const server = createServer(({ url = '/' }, response) => {
    const code = modules.get(url);
    response.setHeader('Content-Type', code === undefined ? 'text/html' : 'text/javascript');
    response.end(code ?? page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function bundle(entries: readonly string[]): Promise<Map<string, string>> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: Object.fromEntries(entries.map((name) => [name, `${SOURCES}${name}.ts`])), formats: ['es'] },
      rolldownOptions: { output: { entryFileNames: 'kit/[name].js', chunkFileNames: 'kit/[name].js' } },
    },
  });
  const outputs = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  return new Map(outputs.flatMap((each) => (each.type === 'chunk' ? [[`/${each.fileName}`, each.code] as const] : [])));
}
