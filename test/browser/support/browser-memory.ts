// How much memory a browser's pages take, by its own list of processes: what they allocated, not what they map of files.
import type { BrowserContext } from '@playwright/test';
import { readFile } from 'node:fs/promises';

/** Bytes of all its renderers together. Linux alone tells. */
export async function rendererMemory(context: BrowserContext): Promise<number> {
  const devtools = await context.browser()?.newBrowserCDPSession();
  if (!devtools) throw new Error('The browser is gone.');
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  let bytes = 0;
  for (const { id, type } of processInfo) {
    if (type !== 'renderer') continue;
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
    bytes += 1024 * Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
  }
  return bytes;
}
