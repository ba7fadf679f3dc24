// What "More" unfolds: devices, how picture and sound are made, how the connection is, the way in for others.
import { useEffect, useRef } from 'preact/hooks';
import { CopyLink } from '../parts/copy-link.tsx';
import { DeviceFields } from '../parts/device-fields.tsx';
import { WORDS } from '../words/words.ts';
import { FeatureSlot } from './feature-slot.tsx';
import { FiguresList } from './figures-list.tsx';
import { PictureField, SoundSwitches } from './media-fields.tsx';
import type { FeatureProps } from './room-feature.ts';

export function MoreSheet({ call, desk }: FeatureProps) {
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
      {participants.length < maxParticipants && (
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
