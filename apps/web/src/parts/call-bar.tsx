// The bar of round buttons. "More" unfolds the choice of devices above it.
import { useSignal } from '@preact/signals';
import { Ellipsis, Phone } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { WORDS } from '../words/words.ts';
import { RoundButton } from './button.tsx';
import { DeviceFields } from './device-fields.tsx';
import { MediaButtons } from './media-buttons.tsx';
import { usePage } from './page-context.ts';

export function CallBar() {
  const page = usePage();
  const controls = useRef<HTMLDivElement>(null);
  const more = useSignal(false);
  const hasDevices = page.own.cameras.value.length + page.own.microphones.value.length > 0;

  useEffect(() => {
    if (!more.value) return;
    controls.current?.querySelector('select')?.focus();
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
      {more.value && (
        <section class="sheet" aria-label={WORDS.call.settings}>
          <DeviceFields />
        </section>
      )}
      <div class="call-bar" role="group" aria-label={WORDS.call.controls}>
        <MediaButtons />
        {hasDevices && (
          <RoundButton
            name={WORDS.call.more}
            icon={Ellipsis}
            expanded={more.value}
            onPress={() => (more.value = !more.value)}
          />
        )}
        <RoundButton name={WORDS.call.hangUp} icon={Phone} tone="danger" onPress={() => page.hangUp()} />
      </div>
    </div>
  );
}
