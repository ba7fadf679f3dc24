// The check: lines as they come, group by group, the verdict above them, and the report.
import type { CheckGroup } from '@parley/client/check';
import { ChevronDown, RotateCw } from 'lucide';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Button } from '@parley/call-view/parts/button.tsx';
import { Icon } from '@parley/call-view/parts/icon.tsx';
import { useCallView } from '@parley/call-view/parts/call-view-context.ts';
import { CheckLineItem } from './check-line-item.tsx';
import { CHECK_GROUPS, CheckState } from './check-state.ts';
import { CHECK_WORDS } from './check-words.ts';
import { CopyReport } from './copy-report.tsx';
import { StatusSign } from './status-sign.tsx';

export function CheckPanel() {
  const { parley } = useCallView();
  const state = useMemo(() => new CheckState(parley), [parley]);
  useEffect(() => {
    void state.start();
    return () => state.close();
  }, [state]);
  const shown = useRef<HTMLPreElement>(null);
  const report = state.report.value;
  const text = report?.text ?? null;
  return (
    <>
      <div class="stack">
        <p class="check-verdict">
          <StatusSign status={state.broken.value ? 'failed' : (report?.status ?? 'running')} named={false} />
          <span role="status">{verdictOf(state)}</span>
        </p>
        <div class="check-actions">
          <Button icon={RotateCw} busy={state.running.value.length > 0} onPress={() => state.start()}>
            {CHECK_WORDS.again}
          </Button>
          <CopyReport text={text} shown={shown} />
        </div>
      </div>
      {CHECK_GROUPS.map((group) => (
        <Group key={group} group={group} state={state} />
      ))}
      {text && (
        <details class="unfold check-report">
          <summary>
            {CHECK_WORDS.report} <Icon of={ChevronDown} />
          </summary>
          <pre ref={shown}>{text}</pre>
        </details>
      )}
    </>
  );
}

function verdictOf(state: CheckState): string {
  if (state.broken.value) return CHECK_WORDS.unfinished;
  const report = state.report.value;
  return report ? CHECK_WORDS.verdict[report.status] : CHECK_WORDS.running;
}

function Group({ group, state }: { group: CheckGroup; state: CheckState }) {
  const lines = state.linesOf(group);
  const unasked = group === 'devices' && lines.length === 0 && !state.running.value.includes(group);
  return (
    <section class="check-group">
      <h2>{CHECK_WORDS.groups[group]}</h2>
      {unasked ? (
        <div class="check-unasked">
          <p class="quiet">{CHECK_WORDS.devices.unasked}</p>
          <Button slim busy={state.running.value.length > 0} onPress={() => state.startDevices()}>
            {CHECK_WORDS.devices.start}
          </Button>
        </div>
      ) : (
        <ul>
          {lines.map((line) => (
            <CheckLineItem key={line.id} line={line} />
          ))}
        </ul>
      )}
    </section>
  );
}
