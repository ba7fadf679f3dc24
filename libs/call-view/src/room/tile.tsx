// A place for one picture in the room, with what is written on it.
import type { ComponentChildren } from 'preact';
import type { Rect } from '../parts/geometry.ts';

export interface TileProps {
  at: Rect;
  /** Whether it has the whole room, edge to edge. */
  fills?: boolean;
  /** Whether the picture is not of this moment. */
  dimmed?: boolean;
  /** Whether a voice comes from it. */
  speaking?: boolean;
  /** What is written on it. */
  caption?: ComponentChildren;
  children: ComponentChildren;
}

export function Tile({ at: { x, y, width, height }, fills, dimmed, speaking, caption, children }: TileProps) {
  return (
    <figure
      part="picture"
      class={fills ? 'picture tile fills' : 'picture tile'}
      data-dimmed={dimmed ? '' : undefined}
      data-speaking={speaking ? '' : undefined}
      style={{ left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` }}
    >
      {children}
      {caption && <figcaption class="tag">{caption}</figcaption>}
    </figure>
  );
}
