// An icon of the Lucide set, drawn in the colour of the text beside it. Always beside or inside something that has a name.
import type { IconNode } from 'lucide';
import { h } from 'preact';

export interface IconProps {
  of: IconNode;
}

export function Icon({ of: shapes }: IconProps) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {shapes.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
