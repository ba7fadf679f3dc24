// The element itself, as it is tried.
import { useSignalEffect } from '@preact/signals';
import { h } from 'preact';
import { useRef } from 'preact/hooks';
import { WIDTHS, type PlaygroundState } from './playground-state.ts';

export function LiveElement({ state }: { state: PlaygroundState }) {
  const element = useRef<HTMLElement>(null);
  useSignalEffect(() => {
    const { current: live } = element;
    const { value: attributes } = state.attributes;
    const { value: styles } = state.styles;
    if (!live) return;
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null) live.removeAttribute(name);
      else if (live.getAttribute(name) !== value) live.setAttribute(name, value);
    }
    for (const [name, value] of Object.entries(styles)) live.style.setProperty(name, value);
  });
  return (
    <div class="stand" style={{ maxWidth: WIDTHS[state.width.value] }}>
      {h('parley-call', { ref: element })}
    </div>
  );
}
