// Trouble as one sees it: what is wrong, what to do, a button that does it; the details unfold.
import { ChevronDown, TriangleAlert } from 'lucide';
import type { RemedyAction } from '../words/trouble-words.ts';
import { TROUBLE_WORDS } from '../words/trouble-words.ts';
import type { Trouble } from '../state/trouble.ts';
import { WORDS } from '../words/words.ts';
import { Button } from '../parts/button.tsx';
import { useCallView } from '../parts/call-view-context.ts';
import { Icon } from '../parts/icon.tsx';

export interface TroubleNoticeProps {
  trouble: Trouble;
  /** What the buttons do here. A remedy that is left out has no button. */
  remedies: Partial<Record<RemedyAction, () => unknown>>;
  busy?: boolean;
  /** Whether the trouble has a screen of its own, and so is its heading. */
  heading?: boolean;
}

export function TroubleNotice({ trouble, remedies, busy = false, heading = false }: TroubleNoticeProps) {
  const { what, todo, remedies: offered } = TROUBLE_WORDS[trouble.kind];
  const { value: secureUrl } = useCallView().secureUrl;
  const lacksAddress = trouble.kind === 'insecure-context' && secureUrl === null;
  const possible = offered.filter(({ action }) => (action === 'secure-address' ? secureUrl : remedies[action]));
  return (
    <div class="trouble" role="alert">
      <Icon of={TriangleAlert} />
      {heading ? <h1 tabIndex={-1}>{what}</h1> : <p class="trouble-what">{what}</p>}
      <p class="quiet">{lacksAddress ? WORDS.noSecureAddress : todo}</p>
      <div class="trouble-remedies">
        {possible.map(({ action, label }, index) =>
          action === 'secure-address' ? (
            <a key={action} class="button primary" href={secureUrl!}>
              {label}
            </a>
          ) : (
            <Button key={action} voice={index === 0 ? 'primary' : 'plain'} busy={busy} onPress={remedies[action]!}>
              {label}
            </Button>
          ),
        )}
      </div>
      <details class="unfold">
        <summary>
          {WORDS.details} <Icon of={ChevronDown} />
        </summary>
        <p>{trouble.details}</p>
      </details>
    </div>
  );
}
