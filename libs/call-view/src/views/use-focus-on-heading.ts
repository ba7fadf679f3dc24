// A screen reader goes on reading at the new view's heading. The first view is left to the browser.
import { useEffect, useRef } from 'preact/hooks';

/**
 * @param root what the views are drawn into: the document, or a part of one, which takes the focus from nowhere else in the
 * page, and does not scroll it
 */
export function useFocusOnHeading(screen: string, root: Document | Element): void {
  const first = useRef(true);
  useEffect(() => {
    const whole = root instanceof Document;
    if (!first.current && (whole || isFree(root))) root.querySelector('h1')?.focus({ preventScroll: !whole });
    first.current = false;
  }, [screen]);
}

/** Whether the focus is in the part already, or was lost with what had it. */
function isFree(part: Element): boolean {
  const scope = part.getRootNode();
  const inside = scope instanceof ShadowRoot && scope.activeElement !== null;
  return inside || document.activeElement === document.body || document.activeElement === null;
}
