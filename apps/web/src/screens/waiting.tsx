// Alone in the call: the link, to be sent or scanned, beside the own picture.
import { ChevronDown, Phone } from 'lucide';
import { RoundButton } from '../parts/button.tsx';
import { CopyLink } from '../parts/copy-link.tsx';
import { Icon } from '../parts/icon.tsx';
import { MediaButtons } from '../parts/media-buttons.tsx';
import { usePage } from '../parts/page-context.ts';
import { Preview } from '../parts/preview.tsx';
import { ReasonNotice } from '../parts/reason-notice.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import type { CurrentCall } from '../state/current-call.ts';
import { pageSettings } from '../state/page-settings.ts';
import { WORDS } from '../words/words.ts';

export function Waiting({ call }: { call: CurrentCall }) {
  const page = usePage();
  const reason = call.reason.value;
  const { title, intro, scan, certificate, certificateTodo } = WORDS.waiting;
  const controls = (
    <>
      <MediaButtons />
      <RoundButton name={WORDS.call.hangUp} icon={Phone} tone="danger" onPress={() => page.hangUp()} />
    </>
  );
  return (
    <main class="two-columns waiting">
      <Preview controls={controls} />
      <div class="start-side">
        {reason && <ReasonNotice reason={reason} />}
        <div class="intro">
          <h2 class="title">{title}</h2>
          <p class="quiet">{intro}</p>
        </div>
        <CopyLink link={call.joinUrl} />
        <div class="scan">
          <QrCode link={call.joinUrl} />
          <p class="quiet small">{scan}</p>
        </div>
        {pageSettings.value.lan && (
          <details class="unfold">
            <summary>
              {certificate} <Icon of={ChevronDown} />
            </summary>
            <p>{certificateTodo}</p>
          </details>
        )}
      </div>
    </main>
  );
}
