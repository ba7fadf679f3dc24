// What the server tells the page about itself: its https address, its certificate, and who makes calls there.
import { signal } from '@preact/signals';

export interface PageSettings {
  /** Where the same pages are served in a secure context, such as `https://192.168.1.5:3443`. */
  httpsUrl: string | null;
  /** Whether the server serves the local network with a certificate of its own making. */
  lan: boolean;
  /** Whether calls are made by a back end alone, and each person joins with a link of their own. */
  closed: boolean;
}

export const pageSettings = signal<PageSettings>({ httpsUrl: null, lan: false, closed: false });

/** Asks once. A server that does not say leaves the page as it is. */
export async function loadPageSettings(): Promise<void> {
  try {
    const answer = await fetch('/page-settings.json');
    if (!answer.ok) return;
    const { httpsUrl, lan, closed }: Partial<PageSettings> = await answer.json();
    pageSettings.value = { httpsUrl: httpsUrl ?? null, lan: lan ?? false, closed: closed ?? false };
  } catch {
    // An older server, or one that is away: nothing on the page depends on it.
  }
}
