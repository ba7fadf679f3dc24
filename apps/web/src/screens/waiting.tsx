// Alone in the call: the link, to be sent or scanned, beside the own picture.
import { ChevronDown, Phone } from 'lucide';
import { RoundButton } from '@parley/call-view/parts/button.tsx';
import { CopyLink } from '@parley/call-view/parts/copy-link.tsx';
import { Icon } from '@parley/call-view/parts/icon.tsx';
import { MediaButtons } from '@parley/call-view/parts/media-buttons.tsx';
import { usePage } from '../parts/page-context.ts';
import { Preview } from '@parley/call-view/parts/preview.tsx';
import { ReasonNotice } from '@parley/call-view/parts/reason-notice.tsx';
import { QrCode } from '@parley/call-view/parts/qr-code.tsx';
import type { CurrentCall } from '@parley/call-view/state/current-call.ts';
import { pageSettings } from '../state/page-settings.ts';
import { WORDS } from '@parley/call-view/words/words.ts';
import { PAGE_WORDS } from '../words/page-words.ts';

export function Waiting({ call }: { call: CurrentCall }) {
  const page = usePage();
  const reason = call.reason.value;
  const { lan, closed } = pageSettings.value;
  const { title, intro } = WORDS.waiting;
  const { certificate, certificateTodo } = PAGE_WORDS.waiting;
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
          <h2 class="title">{closed ? PAGE_WORDS.waiting.closedTitle : title}</h2>
          <p class="quiet">{closed ? PAGE_WORDS.waiting.closedIntro : intro}</p>
        </div>
        {!closed && <Invitation link={call.joinUrl} />}
        {lan && (
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

function Invitation({ link }: { link: string }) {
  return (
    <>
      <CopyLink link={link} />
      <div class="scan">
        <QrCode link={link} />
        <p class="quiet small">{WORDS.waiting.scan}</p>
      </div>
    </>
  );
}
