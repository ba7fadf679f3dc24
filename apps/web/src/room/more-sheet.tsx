// What "More" unfolds: devices, how the picture and the sound are made, how the connection is, the way in for others.
import { useEffect, useRef } from 'preact/hooks';
import { CopyLink } from '../parts/copy-link.tsx';
import { DeviceFields } from '../parts/device-fields.tsx';
import type { CurrentCall } from '../state/current-call.ts';
import { WORDS } from '../words/words.ts';

export function MoreSheet({ call }: { call: CurrentCall }) {
  const sheet = useRef<HTMLElement>(null);
  const { maxParticipants, participants } = call.info.value;
  useEffect(() => {
    const { current: element } = sheet;
    (element?.querySelector<HTMLElement>('select') ?? element)?.focus();
  }, []);
  return (
    <section ref={sheet} class="sheet" aria-label={WORDS.more.title} tabIndex={-1}>
      <DeviceFields />
      {participants.length < maxParticipants && (
        <div class="sheet-part">
          <h2>{WORDS.more.invite}</h2>
          <CopyLink link={call.joinUrl} />
        </div>
      )}
    </section>
  );
}
