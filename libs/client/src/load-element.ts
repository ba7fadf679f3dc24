// `<parley-call>` is fetched when a page has one, from beside parley.js: nobody else needs it.
import { besideScript } from './script-url.ts';

const TAG = 'parley-call';

let loading: Promise<unknown> | undefined;

/**
 * Fetches `<parley-call>`: for who has one where a document does not show it, as in another element's shadow.
 *
 * @throws TypeError when it cannot be fetched; it may be asked for again
 */
export function loadElement(): Promise<unknown> {
  loading ??= import(/* @vite-ignore */ besideScript('parley/element.js')).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Fetches it as soon as one stands in the document. */
export function watchForElement({ documentElement: root }: Document): void {
  const found = root.getElementsByTagName(TAG);
  const look = (): void => {
    if (found.length > 0) {
      observer.disconnect();
      void loadElement();
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(root, { childList: true, subtree: true });
  look();
}
