// The end of a call: what happened, how long it was, and what next.
import { Button } from '@parley/call-view/parts/button.tsx';
import { Head } from '../parts/head.tsx';
import { usePage } from '../parts/page-context.ts';
import { ReasonNotice } from '@parley/call-view/parts/reason-notice.tsx';
import { durationWords } from '@parley/call-view/words/duration.ts';
import { WORDS } from '@parley/call-view/words/words.ts';
import { PAGE_WORDS } from '../words/page-words.ts';

export function End() {
  const page = usePage();
  const farewell = page.farewell.value;
  const lasted = farewell?.lasted ?? null;
  return (
    <div class="page">
      <Head />
      <main class="one-column">
        <div class="intro">
          <p class="quiet" role="status">
            {WORDS.status.ended}
          </p>
          <h1 tabIndex={-1}>{farewell?.title}</h1>
          <p class="quiet">{lasted === null ? WORDS.end.never : WORDS.end.lasted(durationWords(lasted))}</p>
        </div>
        {farewell?.reason && <ReasonNotice reason={farewell.reason} />}
        <div class="actions">
          <Button voice="primary" busy={page.busy.value} onPress={() => page.callAgain()}>
            {WORDS.end.again}
          </Button>
          <Button onPress={() => page.toStart()}>{WORDS.end.back}</Button>
          <Button onPress={() => page.toTimeline()}>{PAGE_WORDS.timeline}</Button>
        </div>
      </main>
    </div>
  );
}
