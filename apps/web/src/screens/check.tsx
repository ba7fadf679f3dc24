// The connection check at /check: its heading at once, the check itself as soon as its chunk is here.
import { Head } from '../parts/head.tsx';
import { useEffect } from 'preact/hooks';
import { checkParts, fetchCheck } from '../state/late-check.ts';
import { WORDS } from '../words/words.ts';

export function Check() {
  useEffect(() => void fetchCheck(), []);
  const parts = checkParts.value;
  return (
    <div class="page">
      <Head />
      <main class="check">
        <div class="intro">
          <h1 tabIndex={-1}>{WORDS.check.title}</h1>
          <p class="quiet">{WORDS.check.intro}</p>
        </div>
        {parts ? <parts.CheckPanel /> : <p role="status">{WORDS.check.loading}</p>}
      </main>
    </div>
  );
}
