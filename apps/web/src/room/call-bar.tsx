// The bar of round buttons. "More" unfolds a sheet above it.
import { useSignal } from '@preact/signals';
import { Ellipsis, Phone } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { RoundButton } from '../parts/button.tsx';
import { MediaButtons } from '../parts/media-buttons.tsx';
import { usePage } from '../parts/page-context.ts';
import type { CurrentCall } from '../state/current-call.ts';
import { fetchTimeline, timelineParts } from '../state/late-timeline.ts';
import { troubleOfKind } from '../state/trouble.ts';
import { WORDS } from '../words/words.ts';
import { MoreSheet } from './more-sheet.tsx';
import { ShareButton } from './share-button.tsx';
import { useTools } from './use-tools.ts';

export function CallBar({ call }: { call: CurrentCall }) {
  const page = usePage();
  const { recorder, sharing } = useTools(call);
  const controls = useRef<HTMLDivElement>(null);
  const more = useSignal(false);
  const timeline = useSignal(false);
  const { value: parts } = timelineParts;

  useEffect(() => {
    if (!more.value) return;
    const foldOutside = ({ target }: PointerEvent): void => {
      if (target instanceof Node && !controls.current?.contains(target)) more.value = false;
    };
    window.addEventListener('pointerdown', foldOutside);
    return () => window.removeEventListener('pointerdown', foldOutside);
  }, [more.value]);

  const showTimeline = (): void => {
    timeline.value = true;
    fetchTimeline().catch((error: unknown) => {
      timeline.value = false;
      call.trouble.value = troubleOfKind('server-unreachable', String(error));
    });
  };

  const foldOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !more.value) return;
    more.value = false;
    controls.current?.querySelector<HTMLButtonElement>('[aria-expanded]')?.focus();
  };

  return (
    <div ref={controls} class="call-controls" data-open={more.value ? '' : undefined} onKeyDown={foldOnEscape}>
      {more.value && <MoreSheet call={call} onTimeline={showTimeline} />}
      {timeline.value && parts && (
        <parts.TimelineDialog call={call.call} recorder={recorder} onClose={() => (timeline.value = false)} />
      )}
      <div class="call-bar" role="group" aria-label={WORDS.call.controls}>
        <MediaButtons />
        <ShareButton sharing={sharing} />
        <RoundButton
          name={WORDS.call.more}
          icon={Ellipsis}
          expanded={more.value}
          onPress={() => (more.value = !more.value)}
        />
        <RoundButton name={WORDS.call.hangUp} icon={Phone} tone="danger" onPress={() => page.hangUp()} />
      </div>
    </div>
  );
}
