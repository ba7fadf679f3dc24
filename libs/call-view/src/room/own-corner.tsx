// The own picture in the room: small, in a corner, and movable there by pointer or by arrow keys.
import { useRef } from 'preact/hooks';
import { MicOff } from 'lucide';
import { forGood, keep, kept } from '../state/kept.ts';
import { WORDS } from '../words/words.ts';
import { type Corner, cornerAfter, isCorner, nearestCorner } from './corners.ts';
import type { Point } from '../parts/geometry.ts';
import { Icon } from '../parts/icon.tsx';
import { useCallView } from '../parts/call-view-context.ts';
import { OwnVideo } from '../parts/own-video.tsx';

const KEY = 'parley.corner';
const wantsCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
const SETTLE: KeyframeAnimationOptions = { duration: 180, easing: 'ease-out' };

function keptCorner(): Corner {
  const corner = kept(forGood, KEY);
  return isCorner(corner) ? corner : 'bottom-right';
}

/** Lets the element glide from where it is to its new corner. */
function settle(element: HTMLElement, corner: Corner): void {
  const from = element.getBoundingClientRect();
  element.style.translate = '';
  element.dataset['corner'] = corner;
  keep(forGood, KEY, corner);
  const to = element.getBoundingClientRect();
  if (wantsCalm()) return;
  element.animate([{ translate: `${from.x - to.x}px ${from.y - to.y}px` }, { translate: '0 0' }], SETTLE);
}

export function OwnCorner() {
  const { own } = useCallView();
  const grip = useRef<Point | null>(null);
  const corner = useRef<Corner>(keptCorner());
  const seen = own.cameraOn.value;

  const rest = (element: HTMLElement, next: Corner): void => {
    corner.current = next;
    settle(element, next);
  };
  const take = (event: PointerEvent & { currentTarget: HTMLElement }): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { x: event.clientX, y: event.clientY };
  };
  const drag = (event: PointerEvent & { currentTarget: HTMLElement }): void => {
    if (!grip.current) return;
    event.currentTarget.style.translate = `${event.clientX - grip.current.x}px ${event.clientY - grip.current.y}px`;
  };
  const drop = ({ currentTarget: element }: { currentTarget: HTMLElement }): void => {
    if (!grip.current) return;
    grip.current = null;
    const { x, y, width, height } = element.getBoundingClientRect();
    const room = element.offsetParent?.getBoundingClientRect() ?? new DOMRect();
    rest(element, nearestCorner({ x: x + width / 2 - room.x, y: y + height / 2 - room.y }, room));
  };
  const press = (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
    const next = cornerAfter(corner.current, event.key);
    if (next === corner.current) return;
    event.preventDefault();
    rest(event.currentTarget, next);
  };

  return (
    <div
      class="picture own-corner"
      part="picture"
      role="group"
      tabIndex={0}
      aria-label={WORDS.call.movable}
      data-corner={corner.current}
      onPointerDown={take}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={drop}
      onKeyDown={press}
    >
      <OwnVideo />
      {!seen && <p class="picture-empty small">{WORDS.you}</p>}
      {!own.microphoneOn.value && (
        <span class="own-muted">
          <Icon of={MicOff} />
        </span>
      )}
    </div>
  );
}
