// The connection check at /check: its heading at once, the check itself as soon as its chunk is here.
import { Head } from '../parts/head.tsx';
import { useEffect } from 'preact/hooks';
import { checkParts, fetchCheck } from '../state/late-check.ts';
import { PAGE_WORDS } from '../words/page-words.ts';

export function Check() {
  useEffect(() => void fetchCheck(), []);
  const parts = checkParts.value;
  return (
    <div class="page">
      <Head />
      <main class="check">
        <div class="intro">
          <h1 tabIndex={-1}>{PAGE_WORDS.check.title}</h1>
          <p class="quiet">{PAGE_WORDS.check.intro}</p>
        </div>
        {parts ? <parts.CheckPanel /> : <p role="status">{PAGE_WORDS.check.loading}</p>}
      </main>
    </div>
  );
}
