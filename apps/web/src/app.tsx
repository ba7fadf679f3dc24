// Picks the screen, names the document after it, and brings the focus to its heading.
import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { usePage } from './parts/page-context.ts';
import { Check } from './screens/check.tsx';
import { End } from './screens/end.tsx';
import { InCall } from './screens/in-call.tsx';
import { LateTimeline } from './screens/late-timeline.tsx';
import { Returning } from './screens/returning.tsx';
import { Start } from './screens/start.tsx';
import { TroubleScreen } from './screens/trouble.tsx';
import { WayIn } from './screens/way-in.tsx';
import type { Screen } from './state/screen.ts';
import { PAGE_WORDS } from './words/page-words.ts';

export function App() {
  const page = usePage();
  const screen = page.screen.value;
  const route = page.route.value;
  useFocusOnHeading(screen);
  useSignalEffect(() => {
    const call = page.call.value;
    document.title = call ? `${call.status.value.words} · ${PAGE_WORDS.product}` : PAGE_WORDS.product;
  });
  switch (screen) {
    case 'start':
      return <Start />;
    case 'check':
      return <Check />;
    case 'way-in':
      return <WayIn />;
    case 'returning':
      return <Returning />;
    case 'waiting':
    case 'call':
      return <InCall />;
    case 'end':
      return <End />;
    case 'trouble':
      return <TroubleScreen />;
    case 'timeline':
      return 'callId' in route ? <LateTimeline key={route.callId} callId={route.callId} /> : null;
  }
}

let first = true;

/** A screen reader goes on reading at the new screen's heading. The first screen is left to the browser. */
function useFocusOnHeading(screen: Screen): void {
  useEffect(() => {
    if (!first) document.querySelector('h1')?.focus();
    first = false;
  }, [screen]);
}
