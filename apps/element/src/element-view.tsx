// What the element shows, from where the person is.
import { useCallView } from '@parley/call-view/parts/call-view-context.ts';
import { Knocking } from '@parley/call-view/late/doors.ts';
import { End, TroubleView } from '@parley/call-view/late/notices.ts';
import { InCall } from '@parley/call-view/views/in-call.tsx';
import { Returning } from '@parley/call-view/views/returning.tsx';
import { useFocusOnHeading } from '@parley/call-view/views/use-focus-on-heading.ts';
import { WayIn } from '@parley/call-view/views/way-in.tsx';
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Start } from './start.tsx';

export interface ElementViewProps {
  /** The call that the element is to join; null where one is to be created. */
  callId: ReadonlySignal<string | null>;
  /** What it is drawn into. */
  root: Element;
}

export function ElementView({ callId: { value: own }, root }: ElementViewProps) {
  const view = useCallView();
  // The page around may have named another one, at whose door one stands.
  const callId = own ?? view.door.value?.callId ?? null;
  const screen = view.screen.value ?? (callId === null ? 'start' : 'way-in');
  useFocusOnHeading(screen, root);
  const back = (): Promise<unknown> => view.arrive(callId);
  switch (screen) {
    case 'start':
      return <Start />;
    case 'way-in':
      return callId === null ? null : <WayIn callId={callId} />;
    case 'returning':
      return <Returning />;
    case 'knocking':
      return <Knocking />;
    case 'waiting':
    case 'call':
      return <InCall Head={Head} />;
    case 'end':
      return <End onBack={back} />;
    case 'trouble':
      return (
        <TroubleView
          remedies={{
            // There is no other start than the one that leads to the element's own call.
            ...(callId === null && { 'start-page': back }),
            ...(callId !== null && { 'back-to-call': () => view.return(callId) }),
          }}
        />
      );
  }
}

function Head({ children }: { children?: ComponentChildren }) {
  return <header class="head">{children}</header>;
}
