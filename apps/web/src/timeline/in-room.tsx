// What happened in a call, from inside its room: a line under "More", and the dialog that it opens.
import { Button } from '@parley/call-view/parts/button.tsx';
import type { FeatureProps } from '@parley/call-view/room/room-feature.ts';
import { insightParts } from '@parley/call-view/late/insight.ts';
import { troubleOfKind } from '@parley/call-view/state/trouble.ts';
import { fetchTimeline, timelineParts } from '../state/late-timeline.ts';
import { PAGE_WORDS } from '../words/page-words.ts';

/** Which of the room's features it is: state/features.ts. */
const NAME = 'timeline';

export function MoreLine({ call, desk }: FeatureProps) {
  const open = (): void => {
    desk.shown.value = NAME;
    fetchTimeline().catch((error: unknown) => {
      desk.close();
      call.trouble.value = troubleOfKind('server-unreachable', String(error));
    });
  };
  return (
    <div class="sheet-part">
      <Button wide onPress={open}>
        {PAGE_WORDS.timeline}
      </Button>
    </div>
  );
}

export function Overlay({ call, desk }: FeatureProps) {
  const { value: insight } = insightParts;
  const { value: parts } = timelineParts;
  if (desk.shown.value !== NAME || !parts || !insight) return null;
  const { recorder } = insight.insightInto(call);
  return <parts.TimelineDialog call={call.call} recorder={recorder} onClose={() => desk.close()} />;
}
