// How much memory a browser's pages take, by its own list of processes: what they allocated, not what they map of files.
import type { Browser } from '@playwright/test';
import { readFile } from 'node:fs/promises';

/** Bytes of all its renderers together. Linux alone tells. */
export async function rendererMemory(browser: Browser): Promise<number> {
  const devtools = await browser.newBrowserCDPSession();
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
