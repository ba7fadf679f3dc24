// Trouble that holds one up: it has the screen to itself.
import { Button } from '../parts/button.tsx';
import { CheckLink } from '../parts/check-link.tsx';
import { Head } from '../parts/head.tsx';
import { usePage } from '../parts/page-context.ts';
import { TroubleNotice } from '../parts/trouble-notice.tsx';
import type { TroubleKind } from '../state/trouble.ts';
import { WORDS } from '../words/words.ts';

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
            {WORDS.timeline}
          </Button>
        )}
        {trouble && CHECKED.has(trouble.kind) && <CheckLink>{WORDS.check.title}</CheckLink>}
      </main>
    </div>
  );
}
