// A moment's screen: the page was reloaded, and takes its seat in the call back by itself.
import { Head } from '../parts/head.tsx';
import { WORDS } from '@parley/call-view/words/words.ts';

export function Returning() {
  return (
    <div class="page">
      <Head />
      <main class="one-column">
        <p class="quiet" role="status">
          {WORDS.returning}
        </p>
      </main>
    </div>
  );
}
