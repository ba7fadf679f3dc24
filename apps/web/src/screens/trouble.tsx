// Trouble that holds one up, with the ways out that the page has.
import type { TroubleKind } from '@parley/call-view/state/trouble.ts';
import { TroubleView } from '@parley/call-view/late/notices.ts';
import { CheckLink } from '../parts/check-link.tsx';
import { Head } from '../parts/head.tsx';
import { usePage } from '../parts/page-context.ts';
import { TimelineButton } from '../parts/timeline-button.tsx';
import { PAGE_WORDS } from '../words/page-words.ts';

/** Where the network or the browser may be the cause. */
const CHECKED: ReadonlySet<TroubleKind> = new Set(['server-unreachable', 'connection-failed', 'lost', 'unknown']);

export function TroubleScreen() {
  const page = usePage();
  const trouble = page.view.trouble.value;
  return (
    <TroubleView
      head={<Head />}
      remedies={{ 'start-page': () => page.toStart(), 'back-to-call': () => page.backToCall() }}
    >
      <TimelineButton voice="text" />
      {trouble && CHECKED.has(trouble.kind) && <CheckLink>{PAGE_WORDS.check.title}</CheckLink>}
    </TroubleView>
  );
}
