// The bar of round buttons. "More" unfolds a sheet above it.
import { useSignal } from '@preact/signals';
import { Ellipsis, Phone } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { RoundButton } from '../parts/button.tsx';
import { MediaButtons } from '../parts/media-buttons.tsx';
import { usePage } from '../parts/page-context.ts';
import type { CurrentCall } from '../state/current-call.ts';
import { WORDS } from '../words/words.ts';
import { MoreSheet } from './more-sheet.tsx';
import { ShareButton } from './share-button.tsx';
import { useTools } from './use-tools.ts';

export function CallBar({ call }: { call: CurrentCall }) {
  const page = usePage();
  const { sharing } = useTools(call);
  const controls = useRef<HTMLDivElement>(null);
  const more = useSignal(false);

  useEffect(() => {
    if (!more.value) return;
    const foldOutside = ({ target }: PointerEvent): void => {
      if (target instanceof Node && !controls.current?.contains(target)) more.value = false;
    };
    window.addEventListener('pointerdown', foldOutside);
    return () => window.removeEventListener('pointerdown', foldOutside);
  }, [more.value]);

  const foldOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !more.value) return;
    more.value = false;
    controls.current?.querySelector<HTMLButtonElement>('[aria-expanded]')?.focus();
  };

  return (
    <div ref={controls} class="call-controls" data-open={more.value ? '' : undefined} onKeyDown={foldOnEscape}>
      {more.value && <MoreSheet call={call} />}
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
