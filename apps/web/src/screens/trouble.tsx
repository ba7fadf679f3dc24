// Trouble that holds one up: it has the screen to itself.
import { Button } from '@parley/call-view/parts/button.tsx';
import { CheckLink } from '../parts/check-link.tsx';
import { Head } from '../parts/head.tsx';
import { usePage } from '../parts/page-context.ts';
import { TroubleNotice } from '@parley/call-view/parts/trouble-notice.tsx';
import type { TroubleKind } from '@parley/call-view/state/trouble.ts';
import { PAGE_WORDS } from '../words/page-words.ts';

/** Where the network or the browser may be the cause. */
const CHECKED: ReadonlySet<TroubleKind> = new Set(['server-unreachable', 'connection-failed', 'lost', 'unknown']);

export function TroubleScreen() {
  const page = usePage();
  const trouble = page.trouble.value;
  return (
    <div class="page">
      <Head />
      <main class="one-column">
        {trouble && (
          <TroubleNotice
            heading
            trouble={trouble}
            busy={page.busy.value}
            remedies={{
              retry: () => page.tryAgain(),
              'start-page': () => page.toStart(),
              'back-to-call': () => page.backToCall(),
            }}
          />
        )}
        {page.lastCall.value !== null && (
          <Button voice="text" onPress={() => page.toTimeline()}>
            {PAGE_WORDS.timeline}
          </Button>
        )}
        {trouble && CHECKED.has(trouble.kind) && <CheckLink>{PAGE_WORDS.check.title}</CheckLink>}
      </main>
    </div>
  );
}
