// The bar of round buttons. "More" unfolds a sheet above it.
import { Ellipsis, Phone } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { RoundButton } from '../parts/button.tsx';
import { useCallView } from '../parts/call-view-context.ts';
import { MediaButtons } from '../parts/media-buttons.tsx';
import { MoreSheet } from '../late/extras.ts';
import { WORDS } from '../words/words.ts';
import { FeatureSlot } from './feature-slot.tsx';
import type { FeatureProps } from './room-feature.ts';
import { ShareButton } from './share-button.tsx';
import { useTools } from './use-tools.ts';

export function CallBar({ call, desk }: FeatureProps) {
  const view = useCallView();
  const { sharing } = useTools(call);
  const controls = useRef<HTMLDivElement>(null);
  const { more } = desk;

  useEffect(() => {
    if (!more.value) return;
    const foldOutside = (event: PointerEvent): void => {
      if (controls.current && !event.composedPath().includes(controls.current)) more.value = false;
    };
    window.addEventListener('pointerdown', foldOutside);
    return () => window.removeEventListener('pointerdown', foldOutside);
  }, [more.value]);

  const foldOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !more.value) return;
    more.value = false;
    controls.current?.querySelector<HTMLButtonElement>(`[aria-label="${WORDS.call.more}"]`)?.focus();
  };

  return (
    <div ref={controls} class="call-controls" data-open={more.value ? '' : undefined} onKeyDown={foldOnEscape}>
      {more.value && <MoreSheet call={call} desk={desk} />}
      <div class="call-bar" part="bar" role="group" aria-label={WORDS.call.controls}>
        <MediaButtons />
        <ShareButton sharing={sharing} />
        <FeatureSlot of="BarButton" call={call} desk={desk} />
        <RoundButton
          name={WORDS.call.more}
          icon={Ellipsis}
          expanded={more.value}
          onPress={() => (more.value = !more.value)}
        />
        <RoundButton name={WORDS.call.hangUp} icon={Phone} tone="danger" onPress={() => view.hangUp()} />
        <FeatureSlot of="BarEnd" call={call} desk={desk} />
      </div>
    </div>
  );
}
