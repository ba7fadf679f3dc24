// Why someone cannot be reached, for two readers: what is wrong and what to do now; unfolded, what the server needs.
import { ChevronDown, TriangleAlert } from 'lucide';
import { isWorthACheck, type Reason } from '../state/reason.ts';
import { WORDS } from '../words/words.ts';
import { Button } from '../parts/button.tsx';
import { useCallView } from '../parts/call-view-context.ts';
import { Icon } from '../parts/icon.tsx';

export interface ReasonNoticeProps {
  reason: Reason;
  /** Left out while it is tried by itself. */
  onRetry?: (() => unknown) | undefined;
}

export function ReasonNotice({ reason: { name, diagnosis }, onRetry }: ReasonNoticeProps) {
  const { checkUrl } = useCallView();
  const { cause, what, todo, remedy, line } = diagnosis;
  const { retry, check, operator, more } = WORDS.reason;
  return (
    <div class="trouble" role="alert">
      <Icon of={TriangleAlert} />
      {name && <p class="quiet small">{name}</p>}
      <p class="trouble-what">{what}</p>
      <p class="quiet">{todo}</p>
      <div class="trouble-remedies">
        {onRetry && (
          <Button voice="primary" onPress={onRetry}>
            {retry}
          </Button>
        )}
        {isWorthACheck(diagnosis) && (
          // Beside the call, which goes on.
          <a class="button plain" href={checkUrl} target="_blank" rel="noopener">
            {check}
          </a>
        )}
      </div>
      <details class="unfold">
        <summary>
          {operator} <Icon of={ChevronDown} />
        </summary>
        <p>{remedy}</p>
        <p>{more(cause)}</p>
        <p>{line}</p>
      </details>
    </div>
  );
}
