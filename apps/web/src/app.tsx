// Picks the screen, names the document after it, and leads where its buttons go.
import { Knocking } from '@parley/call-view/late/doors.ts';
import { End } from '@parley/call-view/late/notices.ts';
import { InCall } from '@parley/call-view/views/in-call.tsx';
import { Returning } from '@parley/call-view/views/returning.tsx';
import { useFocusOnHeading } from '@parley/call-view/views/use-focus-on-heading.ts';
import { WayIn } from '@parley/call-view/views/way-in.tsx';
import { useSignalEffect } from '@preact/signals';
import { CertificateNote } from './parts/certificate-note.tsx';
import { Head } from './parts/head.tsx';
import { usePage } from './parts/page-context.ts';
import { TimelineButton } from './parts/timeline-button.tsx';
import { Check } from './screens/check.tsx';
import { LateTimeline } from './screens/late-timeline.tsx';
import { Start } from './screens/start.tsx';
import { TroubleScreen } from './screens/trouble.tsx';
import { PAGE_WORDS } from './words/page-words.ts';

export function App() {
  const page = usePage();
  const screen = page.screen.value;
  const route = page.route.value;
  useFocusOnHeading(screen, document);
  useSignalEffect(() => {
    const call = page.view.call.value;
    document.title = call ? `${call.status.value.words} · ${PAGE_WORDS.product}` : PAGE_WORDS.product;
  });
  switch (screen) {
    case 'start':
      return <Start />;
    case 'check':
      return <Check />;
    case 'way-in':
      return 'callId' in route ? <WayIn head={<Head />} callId={route.callId} /> : null;
    case 'returning':
      return <Returning head={<Head />} />;
    case 'knocking':
      return <Knocking head={<Head />} />;
    case 'waiting':
    case 'call':
      return (
        <InCall Head={Head}>
          <CertificateNote />
        </InCall>
      );
    case 'end':
      return (
        <End head={<Head />} onBack={() => page.toStart()}>
          <TimelineButton />
        </End>
      );
    case 'trouble':
      return <TroubleScreen />;
    case 'timeline':
      return 'callId' in route ? <LateTimeline key={route.callId} callId={route.callId} /> : null;
  }
}
