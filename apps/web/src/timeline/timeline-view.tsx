// A call's timeline, read from the server: drawn, listed, exported.
import { type Call, CallError } from '@parley/client';
import { readTimeline, type Timeline, type TimelineSource } from '@parley/client/flight-recorder';
import { useSignal } from '@preact/signals';
import { Download, RefreshCw } from 'lucide';
import { useEffect, useMemo } from 'preact/hooks';
import { Button } from '@parley/call-view/parts/button.tsx';
import { TroubleNotice } from '@parley/call-view/late/notices.ts';
import { type Trouble, troubleOf } from '@parley/call-view/state/trouble.ts';
import { TIMELINE_WORDS } from '../words/timeline-words.ts';
import { Drawing } from './drawing.tsx';
import { linesOf, offsetWords } from './lines.ts';

const REFUSALS: ReadonlySet<string> = new Set(['unauthorized', 'forbidden']);

export interface TimelineViewProps {
  source: Call | TimelineSource;
  /** What is to be done before it is read, such as reporting this side's own latest. */
  prepare?: () => Promise<void>;
  /** Told in words when the source's secret opens nothing here. */
  onRefused?: (why: string) => void;
}

export function TimelineView({ source, prepare, onRefused }: TimelineViewProps) {
  const timeline = useSignal<Timeline | null>(null);
  const trouble = useSignal<Trouble | null>(null);
  const busy = useSignal(false);
  const read = async (): Promise<void> => {
    busy.value = true;
    try {
      await prepare?.();
      timeline.value = await readTimeline(source);
      trouble.value = null;
    } catch (error) {
      if (onRefused && error instanceof CallError && REFUSALS.has(error.code)) onRefused(error.message);
      else trouble.value = troubleOf(error);
    } finally {
      busy.value = false;
    }
  };
  useEffect(() => void read(), [source]);
  if (trouble.value) return <TroubleNotice trouble={trouble.value} busy={busy.value} remedies={{ retry: read }} />;
  if (!timeline.value) {
    return (
      <p class="quiet" aria-busy="true">
        {TIMELINE_WORDS.loading}
      </p>
    );
  }
  const shown = timeline.value;
  return (
    <div class="timeline">
      <Drawing timeline={shown}>
        <Button slim icon={RefreshCw} busy={busy.value} onPress={read}>
          {TIMELINE_WORDS.refresh}
        </Button>
        <Button slim icon={Download} onPress={() => save(shown)}>
          {TIMELINE_WORDS.exportJson}
        </Button>
      </Drawing>
      <Lines timeline={shown} />
    </div>
  );
}

function Lines({ timeline }: { timeline: Timeline }) {
  const lines = useMemo(() => linesOf(timeline), [timeline]);
  const start = lines[0]?.at ?? 0;
  return (
    <section>
      <h2>{TIMELINE_WORDS.all}</h2>
      <ol class="timeline-lines">
        {lines.map(({ at, who, what }, index) => (
          <li key={index}>
            <time dateTime={new Date(at).toISOString()} title={new Date(at).toLocaleString()}>
              {offsetWords(at - start)}
            </time>
            <span>
              {who && <b>{who} </b>}
              {what}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** As a file that whoever helps can be sent. */
function save(timeline: Timeline): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(timeline, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `parley-timeline-${timeline.call.id}.json`;
  link.click();
  // The download has begun when the click returns; the address is needed until then alone, but for older browsers.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
