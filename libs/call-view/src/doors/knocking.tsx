// At the door: seen by who is in the call, waiting for one of them to open.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import { useCallView } from '../parts/call-view-context.ts';
import { Main } from '../parts/main.tsx';
import { Preview } from '../parts/preview.tsx';
import type { PaperProps } from '../views/view-props.ts';
import { DOOR_WORDS } from './door-words.ts';
import { knockAt } from './knock-at.ts';

export function Knocking({ head }: PaperProps) {
  const view = useCallView();
  const door = view.door.value;
  const callId = door?.callId ?? null;
  const admitted = useSignal(false);
  useEffect(() => (callId === null ? undefined : knockAt(view, callId, () => (admitted.value = true))), [door]);
  const { knocking, knockingIntro, entering, cancel } = DOOR_WORDS;
  return (
    <div class="page">
      {head}
      <Main class="two-columns way-in">
        <Preview />
        <div class="start-side">
          <div class="intro">
            <h1 tabIndex={-1}>{knocking}</h1>
            <p class="quiet" role="status">
              {admitted.value ? entering : knockingIntro}
            </p>
          </div>
          <Button wide busy={admitted.value} onPress={() => view.arrive(callId)}>
            {cancel}
          </Button>
        </div>
      </Main>
    </div>
  );
}
