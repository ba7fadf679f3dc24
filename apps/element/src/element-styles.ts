// The element's look, as constructed style sheets that all of them share: no policy for styles stands in their way, and nothing
// of them is seen outside of a shadow.
import { late } from '@parley/call-view/state/late.ts';
import { effect } from '@preact/signals';
import styles from './styles/index.css?inline';

const { parts: lateStyles, fetch: fetchLateStyles } = late(async () => {
  const late = await import('./late-styles.ts');
  return sheetOf(late.styles);
});

function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

let first: CSSStyleSheet | null = null;

/** Gives a shadow its look, and more of it when that comes. Answers what ends waiting for it. */
export function dress(shadow: ShadowRoot): () => void {
  first ??= sheetOf(styles);
  const base = first;
  void fetchLateStyles();
  return effect(() => {
    shadow.adoptedStyleSheets = lateStyles.value ? [base, lateStyles.value] : [base];
  });
}
