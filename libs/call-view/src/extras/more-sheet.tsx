// What "More" unfolds: devices, how picture and sound are made, how the connection is, the way in for others.
import { useEffect, useRef } from 'preact/hooks';
import { useCallView } from '../parts/call-view-context.ts';
import { CopyLink } from '../parts/copy-link.tsx';
import { DeviceFields } from './device-fields.tsx';
import { FiguresList } from '../late/insight.ts';
import { WORDS } from '../words/words.ts';
import { FeatureSlot } from '../room/feature-slot.tsx';
import { PictureField, SoundSwitches } from './media-fields.tsx';
import type { FeatureProps } from '../room/room-feature.ts';

export function MoreSheet({ call, desk }: FeatureProps) {
  const view = useCallView();
  const sheet = useRef<HTMLElement>(null);
  const { maxParticipants, participants } = call.info.value;
  useEffect(() => {
    const { current: element } = sheet;
    (element?.querySelector<HTMLElement>('select') ?? element)?.focus();
  }, []);
  return (
    <section ref={sheet} class="sheet" aria-label={WORDS.more.title} tabIndex={-1}>
      <DeviceFields />
      <PictureField />
      <SoundSwitches />
      {participants.length < maxParticipants && view.shows('invite') && (
        <div class="sheet-part stack">
          <h2>{WORDS.more.invite}</h2>
          <CopyLink link={call.joinUrl} />
        </div>
      )}
      <FiguresList call={call} />
      <FeatureSlot of="MoreLine" call={call} desk={desk} />
    </section>
  );
}
