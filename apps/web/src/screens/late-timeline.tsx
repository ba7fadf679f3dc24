// The timeline's screen, once its chunk is here.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Head } from '../parts/head.tsx';
import { TroubleNotice } from '@parley/call-view/late/notices.ts';
import { fetchTimeline, timelineParts } from '../state/late-timeline.ts';
import { type Trouble, troubleOfKind } from '@parley/call-view/state/trouble.ts';

export function LateTimeline({ callId }: { callId: string }) {
  const trouble = useSignal<Trouble | null>(null);
  const fetchIt = (): void => {
    trouble.value = null;
    fetchTimeline().catch((error: unknown) => (trouble.value = troubleOfKind('server-unreachable', String(error))));
  };
  useEffect(fetchIt, []);
  const { value: parts } = timelineParts;
  if (parts) return <parts.TimelineScreen callId={callId} />;
  return (
    <div class="page">
      <Head />
      <main class="one-column">
        {trouble.value && <TroubleNotice heading trouble={trouble.value} remedies={{ retry: fetchIt }} />}
      </main>
    </div>
  );
}
