// The end of a call for everyone in it: a button beside "Hang up", and one question before it happens.
import { PhoneOff } from 'lucide';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button, RoundButton } from '../parts/button.tsx';
import type { FeatureProps } from '../room/room-feature.ts';
import { moderationOf } from './call-moderation.ts';
import { MODERATION_WORDS } from './moderation-words.ts';

/** By which the room's desk knows the question. */
const QUESTION = 'end-for-all';

/** In a call for two hanging up ends it anyway. */
export function EndButton({ call, desk }: FeatureProps) {
  if (!moderationOf(call).moderates.value || call.info.value.maxParticipants === 2) return null;
  return (
    <span class="end-for-all">
      <RoundButton
        name={MODERATION_WORDS.endForAll}
        icon={PhoneOff}
        tone="danger"
        onPress={() => (desk.shown.value = QUESTION)}
      />
    </span>
  );
}

export function EndQuestion({ call, desk }: FeatureProps) {
  const open = desk.shown.value === QUESTION;
  return open && <Question call={call} desk={desk} />;
}

function Question({ call, desk }: FeatureProps) {
  const moderation = moderationOf(call);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const { endTitle, endIntro, endForAll, cancel } = MODERATION_WORDS;
  useEffect(() => dialog.current?.showModal(), []);
  const end = (): Promise<boolean> => moderation.act((by) => call.endForAll(() => by.endForAll()));
  return (
    <dialog ref={dialog} class="question" aria-labelledby={id} onClose={() => desk.close()}>
      <h2 id={id}>{endTitle}</h2>
      <p class="quiet">{endIntro}</p>
      <div class="actions">
        <Button voice="danger" busy={moderation.busy.value} onPress={end}>
          {endForAll}
        </Button>
        <Button onPress={() => dialog.current?.close()}>{cancel}</Button>
      </div>
    </dialog>
  );
}
