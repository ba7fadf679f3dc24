// The panel beside the pictures: a heading, what the feature shows, and a way to close it.
import { X } from 'lucide';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { RoundButton } from '../parts/button.tsx';
import { WORDS } from '../words/words.ts';
import type { FeatureProps, SidePanelParts } from '../room/room-feature.ts';

export interface SidePanelProps extends FeatureProps {
  panel: SidePanelParts;
}

export function SidePanel({ panel: { title, Content }, call, desk }: SidePanelProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLElement>(null);
  const [opener] = useState(deepActiveElement);

  // A screen reader goes on at the panel's heading, unless its content has taken the focus, and comes back to what opened it.
  useEffect(() => {
    if (!panel.current?.contains(deepActiveElement())) heading.current?.focus();
    return () => opener?.focus();
  }, []);

  const closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') desk.close();
  };

  return (
    <aside ref={panel} class="side-panel" aria-labelledby={id} onKeyDown={closeOnEscape}>
      <header class="side-panel-head">
        <h2 id={id} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <RoundButton name={WORDS.close} icon={X} tone="bare" onPress={() => desk.close()} />
      </header>
      <Content call={call} desk={desk} />
    </aside>
  );
}

/** The focused element, also when it stands in an element's shadow. */
function deepActiveElement(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement ? active : null;
}
