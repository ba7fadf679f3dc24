// The room: the other side fills it, the own picture rests in a corner, the bar of controls steps back.
import { CallBar } from '../parts/call-bar.tsx';
import { CallNotice } from '../parts/call-notice.tsx';
import { OtherPicture } from '../parts/other-picture.tsx';
import { OwnCorner } from '../parts/own-corner.tsx';
import type { CurrentCall } from '../state/current-call.ts';

export function Room({ call }: { call: CurrentCall }) {
  const others = call.others.value;
  return (
    <main class="room-main">
      <div class="room-pictures" data-dimmed={call.status.value.dimmed ? '' : undefined} data-count={others.length}>
        {others.map((other) => (
          <OtherPicture key={other.id} other={other} tagged={others.length > 1} />
        ))}
      </div>
      <OwnCorner />
      <CallNotice call={call} />
      <CallBar />
    </main>
  );
}
