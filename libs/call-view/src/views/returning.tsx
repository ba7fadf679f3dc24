// A moment's view: the page was reloaded, and takes its seat in the call back by itself.
import { Main } from '../parts/main.tsx';
import { WORDS } from '../words/words.ts';
import type { PaperProps } from './view-props.ts';

export function Returning({ head }: PaperProps) {
  return (
    <div class="page">
      {head}
      <Main class="one-column">
        <p class="quiet" role="status">
          {WORDS.returning}
        </p>
      </Main>
    </div>
  );
}
