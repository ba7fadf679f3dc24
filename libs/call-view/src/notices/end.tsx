// The end of a call: what happened, how long it was, and what next.
import type { ComponentChildren } from 'preact';
import { Button } from '../parts/button.tsx';
import { useCallView } from '../parts/call-view-context.ts';
import { ReasonNotice } from './reason-notice.tsx';
import { durationWords } from '../words/duration.ts';
import { Main } from '../parts/main.tsx';
import { WORDS } from '../words/words.ts';
import type { PaperProps } from '../views/view-props.ts';

export interface EndProps extends PaperProps {
  onBack: () => unknown;
  /** Where else one can go from here. */
  children?: ComponentChildren;
}

export function End({ head, onBack, children }: EndProps) {
  const view = useCallView();
  const farewell = view.farewell.value;
  const lasted = farewell?.lasted ?? null;
  return (
    <div class="page">
      {head}
      <Main class="one-column">
        <div class="intro">
          <p class="quiet" role="status">
            {WORDS.status.ended}
          </p>
          <h1 tabIndex={-1}>{farewell?.title}</h1>
          <p class="quiet">{lasted === null ? WORDS.end.never : WORDS.end.lasted(durationWords(lasted))}</p>
        </div>
        {farewell?.reason && <ReasonNotice reason={farewell.reason} />}
        <div class="actions">
          <Button voice="primary" busy={view.busy.value} onPress={() => view.callAgain()}>
            {WORDS.end.again}
          </Button>
          <Button onPress={onBack}>{WORDS.end.back}</Button>
          {children}
        </div>
      </Main>
    </div>
  );
}
