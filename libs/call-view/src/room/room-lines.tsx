// Quiet lines at the room's top: what goes on that one should not forget.
import { MonitorUp, Volume2 } from 'lucide';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { WORDS } from '../words/words.ts';
import { FeatureSlot } from './feature-slot.tsx';
import type { FeatureProps } from './room-feature.ts';
import { useTools } from './use-tools.ts';

export function RoomLines({ call, desk }: FeatureProps) {
  const { sharing, sound } = useTools(call);
  return (
    <div class="room-lines" aria-live="polite">
      {sharing.under.value && (
        <p class="room-line">
          <Icon of={MonitorUp} />
          {WORDS.sharing.under}
        </p>
      )}
      {sound.blocked.value && (
        <p class="room-line">
          {WORDS.sound.blocked}
          <Button voice="primary" slim icon={Volume2} onPress={() => sound.playback.resume()}>
            {WORDS.sound.resume}
          </Button>
        </p>
      )}
      <FeatureSlot of="RoomLine" call={call} desk={desk} />
    </div>
  );
}
