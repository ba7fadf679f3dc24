// Tells when this device may be on another network than a moment ago: it came online, changed its kind of connection, or slept.

/** Of the Network Information API, which phones have: https://wicg.github.io/netinfo/ */
interface NetworkInformation extends EventTarget {
  /** Such as `wifi`, `cellular` or `none`; missing on laptops, whose `change` tells of mere estimates. */
  readonly type?: string;
}

type Page = Pick<Window, 'addEventListener' | 'setInterval' | 'clearInterval'> & {
  readonly document: Pick<Document, 'hidden'>;
  readonly navigator: object;
};

/** Milliseconds between two looks at the clock. */
const BEAT = 2_000;
/** A gap between two looks (ms) after which the device, or the page, was asleep. */
const SLEPT = 15_000;
/** The same for a page that nobody sees: browsers let its timers run once a minute only. */
const SLEPT_UNSEEN = 90_000;

/** Calls `changed` until what it answers is called. */
export function watchNetwork(changed: () => void, page: Page): () => void {
  const watching = new AbortController();
  const { signal } = watching;
  const { connection }: { connection?: NetworkInformation } = page.navigator;
  let type = connection?.type;
  page.addEventListener('online', changed, { signal });
  connection?.addEventListener(
    'change',
    () => {
      const before = type;
      type = connection.type;
      if (type !== before && type !== 'none') {
        changed();
      }
    },
    { signal },
  );
  let last = Date.now();
  const timer = page.setInterval(() => {
    const now = Date.now();
    const gap = now - last;
    last = now;
    if (gap > (page.document.hidden ? SLEPT_UNSEEN : SLEPT)) {
      changed();
    }
  }, BEAT);
  return () => {
    watching.abort();
    page.clearInterval(timer);
  };
}
