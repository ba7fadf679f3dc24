// The arrangement of the pictures in the room's element, worked out anew whenever either changes.
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { fetchGroup, groupParts } from '../late/group.ts';
import type { Rect } from '../parts/geometry.ts';
import { type Arrangement, fillsRoom, type Shown } from './shown.ts';

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** The place within the element's padding, from the element's own top left. */
function placeIn(element: HTMLElement): Rect {
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(element);
  const [x, y] = [parseFloat(paddingLeft), parseFloat(paddingTop)];
  const width = element.clientWidth - x - parseFloat(paddingRight);
  return { x, y, width, height: element.clientHeight - y - parseFloat(paddingBottom) };
}

/** Tiles glide when people come and go, and follow at once when the window itself changes its size. */
function holdStill(element: HTMLElement): void {
  element.dataset['still'] = '';
  requestAnimationFrame(() => requestAnimationFrame(() => delete element.dataset['still']));
}

/** Nowhere as yet, until it is known how several share the room. */
function arranged(shown: Shown, place: Rect): Arrangement {
  const nowhere = (count: number): Rect[] => Array.from({ length: count }, () => NOWHERE);
  return (
    groupParts.value?.arrange(shown, place) ?? {
      fills: false,
      people: nowhere(shown.people),
      screens: nowhere(shown.screens),
    }
  );
}

export function useArrangement(shown: Shown): [RefObject<HTMLDivElement | null>, Arrangement] {
  const room = useRef<HTMLDivElement>(null);
  const place = useSignal<Rect>(NOWHERE);
  const fills = fillsRoom(shown);

  useLayoutEffect(() => {
    const { current: element } = room;
    if (!element) return;
    place.value = placeIn(element);
    const observer = new ResizeObserver(() => {
      const now = placeIn(element);
      if (now.width === place.value.width && now.height === place.value.height) return;
      holdStill(element);
      place.value = now;
    });
    observer.observe(element, { box: 'border-box' });
    return () => observer.disconnect();
    // The padding depends on whether one picture fills the room.
  }, [fills]);

  const several = shown.people + shown.screens > 1;
  useEffect(() => {
    if (several) void fetchGroup();
  }, [several]);

  return [room, fills ? { fills, people: [place.value], screens: [] } : arranged(shown, place.value)];
}
