// A moderator asks this side to mute something: the person does that, or does not.
import { useEffect } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import { useCallView } from '../parts/call-view-context.ts';
import { useTools } from '../room/use-tools.ts';
import type { CurrentCall } from '../state/current-call.ts';
import { WORDS } from '../words/words.ts';
import { moderationOf } from './call-moderation.ts';
import { MODERATION_WORDS } from './moderation-words.ts';

export function MuteRequest({ call }: { call: CurrentCall }) {
  const { own } = useCallView();
  const { sharing } = useTools(call);
  const { asked } = moderationOf(call);
  const kind = asked.value;
  const ways = {
    microphone: { on: own.microphoneOn.value, does: WORDS.call.mute, act: () => own.setMicrophone(false) },
    camera: { on: own.cameraOn.value, does: WORDS.call.cameraOff, act: () => own.setCamera(false) },
    screen: { on: sharing.under.value, does: WORDS.sharing.stop, act: () => sharing.stop() },
  };
  const done = kind !== null && !ways[kind].on;
  // In whatever way it was done, it is not asked for any more.
  useEffect(() => {
    if (done) asked.value = null;
  }, [done]);
  if (kind === null || done) return null;
  const { does, act } = ways[kind];
  return (
    <div class="room-line asking" role="group" aria-label={MODERATION_WORDS.asked[kind]}>
      <p>{MODERATION_WORDS.asked[kind]}</p>
      <span class="asking-answers">
        <Button voice="primary" slim onPress={act}>
          {does}
        </Button>
        <Button voice="text" slim onPress={() => (asked.value = null)}>
          {MODERATION_WORDS.notNow}
        </Button>
      </span>
    </div>
  );
}
