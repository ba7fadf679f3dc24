// Moderation in a room, and while one waits in it: a chunk of its own.
import { ChevronDown, Users } from 'lucide';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import type { FeatureProps, SidePanelParts } from '../room/room-feature.ts';
import type { CurrentCall } from '../state/current-call.ts';
import { moderationOf } from './call-moderation.ts';
import { DoorSettings } from './door-settings.tsx';
import { Knocks } from './knocks.tsx';
import { MODERATION_WORDS } from './moderation-words.ts';
import { MuteRequest } from './mute-request.tsx';
import { Content } from './people-panel.tsx';

export { EndButton as BarEnd, EndQuestion as Overlay } from './end-for-all.tsx';

/** Which of the room's features it is. */
export const NAME = 'moderation';

export const SidePanel: SidePanelParts = { title: MODERATION_WORDS.people, Content };

/** Whoever knocks while one is alone is not to be missed. */
export function begin(call: CurrentCall): void {
  moderationOf(call);
}

export function RoomLine({ call }: FeatureProps) {
  return (
    <>
      <Knocks call={call} line="room-line" />
      <MuteRequest call={call} />
    </>
  );
}

export function WaitingHead({ call }: { call: CurrentCall }) {
  return (
    <div class="knocks" aria-live="polite">
      <Knocks call={call} line="paper-line" />
    </div>
  );
}

export function WaitingEnd({ call }: { call: CurrentCall }) {
  if (!moderationOf(call).moderates.value) return null;
  return (
    <details class="unfold door-unfold">
      <summary>
        {MODERATION_WORDS.door} <Icon of={ChevronDown} />
      </summary>
      <DoorSettings call={call} />
    </details>
  );
}

export function MoreLine({ call, desk }: FeatureProps) {
  if (!moderationOf(call).moderates.value) return null;
  const open = (): void => {
    desk.more.value = false;
    desk.shown.value = NAME;
  };
  return (
    <>
      <div class="sheet-part stack">
        <h2>{MODERATION_WORDS.door}</h2>
        <DoorSettings call={call} />
      </div>
      <div class="sheet-part">
        <Button wide icon={Users} onPress={open}>
          {MODERATION_WORDS.people}
        </Button>
      </div>
    </>
  );
}
