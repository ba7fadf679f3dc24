// The bar of round buttons. "More" unfolds the choice of devices above it.
import { useSignal } from '@preact/signals';
import { Ellipsis, PhoneOff } from 'lucide';
import { WORDS } from '../words/words.ts';
import { RoundButton } from './button.tsx';
import { DeviceFields } from './device-fields.tsx';
import { MediaButtons } from './media-buttons.tsx';
import { usePage } from './page-context.ts';

export function CallBar() {
  const page = usePage();
  const more = useSignal(false);
  const fold = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') more.value = false;
  };
  return (
    <div class="call-controls" data-open={more.value ? '' : undefined} onKeyDown={fold}>
      {more.value && (
        <section class="sheet" aria-label={WORDS.call.settings}>
          <DeviceFields />
        </section>
      )}
      <div class="call-bar" role="toolbar" aria-label={WORDS.call.controls}>
        <MediaButtons />
        {page.own.cameras.value.length + page.own.microphones.value.length > 0 && (
          <RoundButton
            name={WORDS.call.more}
            icon={Ellipsis}
            expanded={more.value}
            onPress={() => (more.value = !more.value)}
          />
        )}
        <RoundButton name={WORDS.call.hangUp} icon={PhoneOff} tone="danger" onPress={() => page.hangUp()} />
      </div>
    </div>
  );
}
