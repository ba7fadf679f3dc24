// A timeline on a screen of its own, at `/c/{id}/timeline`: for whoever sat in the call in this tab, or has a key.
import { timelineKey, type TimelineSource } from '@parley/client/flight-recorder';
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Button } from '@parley/call-view/parts/button.tsx';
import { TextField } from '@parley/call-view/parts/text-field.tsx';
import { Head } from '../parts/head.tsx';
import { useCallView } from '@parley/call-view/parts/call-view-context.ts';
import { TIMELINE_WORDS } from '../words/timeline-words.ts';
import { TimelineView } from './timeline-view.tsx';

export function TimelineScreen({ callId }: { callId: string }) {
  const { url } = useCallView().parley;
  const secret = useSignal(timelineKey(callId));
  const refusal = useSignal<string | null>(null);
  const key = secret.value;
  const source = useMemo(
    (): TimelineSource | null => (key === null ? null : { url, callId, secret: key }),
    [url, callId, key],
  );
  const refused = (why: string): void => {
    refusal.value = why;
    secret.value = null;
  };
  return (
    <div class="page">
      <Head />
      <main class="timeline-page">
        <div class="intro">
          <h1 tabIndex={-1}>{TIMELINE_WORDS.title}</h1>
          <p class="quiet">{TIMELINE_WORDS.intro}</p>
        </div>
        {source ? (
          <TimelineView source={source} onRefused={refused} />
        ) : (
          <KeyForm error={refusal.value} onKey={(given) => (secret.value = given)} />
        )}
      </main>
    </div>
  );
}

/** The key stays in this page's memory. */
function KeyForm({ error, onKey }: { error: string | null; onKey: (key: string) => void }) {
  const key = useSignal('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = key.value.trim();
    if (given) onKey(given);
  };
  return (
    <form class="timeline-key stack" onSubmit={submit}>
      <p>{TIMELINE_WORDS.key.intro}</p>
      <TextField name={TIMELINE_WORDS.key.field} value={key} error={error} autocomplete="off">
        <Button voice="primary">{TIMELINE_WORDS.key.show}</Button>
      </TextField>
    </form>
  );
}
