// Files between pages that use the library alone.
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';
import { libraryPage, meet } from './support/library-page.ts';

test('lab', async ({ chromium, server }) => {
  test.setTimeout(300_000);
  const ada = await libraryPage(chromium, server.url);
  const ben = await libraryPage(chromium, server.url);
  await meet(ada, ben);
  for (const page of [ada, ben]) {
    await page.evaluate(() => {
      const { CallData, Files } = window.library;
      window.files = new Files(new CallData(window.call));
    });
  }
  await ben.evaluate(() => {
    window.files.addEventListener('transfer', ({ transfer }) => {
      if (transfer.direction === 'incoming') void transfer.accept();
    });
  });
  const mb = Number(process.env.MB ?? 100);
  const t = Date.now();
  const end = await ada.evaluate(async (mb) => {
    const block = new Uint8Array(1 << 20).map((_, i) => i * 31);
    const file = new File(
      Array.from({ length: mb }, () => block),
      'a.bin',
    );
    const [transfer] = window.files.offer(file);
    if (!transfer) return 'none';
    await new Promise<void>((r) =>
      transfer.addEventListener('statechange', () => {
        console.log(transfer.state);
        if (transfer.over) r();
      }),
    );
    return `${transfer.state} ${transfer.error}`;
  }, mb);
  console.log(end, ((mb * 1.048576) / ((Date.now() - t) / 1000)).toFixed(1), 'MB/s');
  console.log(await ben.evaluate(() => window.files.transfers.map((t) => `${t.state} ${t.error} ${t.transferred}`)));
});
declare global {
  interface Window {
    files: import('./support/whole-library.ts').Files;
  }
}
