// Alone in the call: the link, to be sent or scanned, beside the own picture.
import { ChevronDown, Phone } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { RoundButton } from '../parts/button.tsx';
import { useCallView } from '../parts/call-view-context.ts';
import { CopyLink } from '../parts/copy-link.tsx';
import { Icon } from '../parts/icon.tsx';
import { MediaButtons } from '../parts/media-buttons.tsx';
import { Preview } from '../parts/preview.tsx';
import { ReasonNotice } from '../late/notices.ts';
import { fetchQrCode, QrCode } from '../late/qr-code.ts';
import { fetchFeatures } from '../state/begun-features.ts';
import type { CurrentCall } from '../state/current-call.ts';
import { Main } from '../parts/main.tsx';
import { WORDS } from '../words/words.ts';

export interface WaitingProps {
  call: CurrentCall;
  /** What is to be said of the link. */
  children?: ComponentChildren;
}

export function Waiting({ call, children }: WaitingProps) {
  const view = useCallView();
  const reason = call.reason.value;
  const features = view.features.value.filter(({ whileWaiting }) => whileWaiting);
  useEffect(() => fetchFeatures(features), []);
  const part = (place: 'WaitingHead' | 'WaitingEnd') =>
    features.map(({ name, parts }) => {
      const Part = parts.value?.[place];
      return Part && <Part key={name} call={call} />;
    });
  const controls = (
    <>
      <MediaButtons />
      <RoundButton name={WORDS.call.hangUp} icon={Phone} tone="danger" onPress={() => view.hangUp()} />
    </>
  );
  return (
    <Main class="two-columns waiting">
      <Preview controls={controls} />
      <div class="start-side">
        {reason && <ReasonNotice reason={reason} />}
        {part('WaitingHead')}
        {view.shows('invite') && <Invitation link={call.joinUrl} />}
        {children}
        {part('WaitingEnd')}
      </div>
    </Main>
  );
}

function Invitation({ link }: { link: string }) {
  const { closed, embedded } = useCallView();
  const { title, intro, closedTitle, closedIntro, scan } = WORDS.waiting;
  return (
    <>
      <div class="intro">
        <h2 class="title">{closed.value ? closedTitle : title}</h2>
        <p class="quiet">{closed.value ? closedIntro : intro}</p>
      </div>
      {!closed.value && <CopyLink link={link} />}
      {!closed.value &&
        (embedded ? (
          <details class="unfold" onToggle={() => void fetchQrCode()}>
            <summary>
              {scan} <Icon of={ChevronDown} />
            </summary>
            <LateQrCode link={link} />
          </details>
        ) : (
          <div class="scan">
            <LateQrCode link={link} />
            <p class="quiet small">{scan}</p>
          </div>
        ))}
    </>
  );
}

function LateQrCode({ link }: { link: string }) {
  const { embedded } = useCallView();
  useEffect(() => {
    if (!embedded) void fetchQrCode();
  }, []);
  return (
    <div class="qr-code">
      <QrCode link={link} />
    </div>
  );
}
