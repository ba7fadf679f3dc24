// A screen reader goes on reading at the new view's heading. The first view is left to the browser.
import { useEffect, useRef } from 'preact/hooks';

/** @param root what the views are drawn into */
export function useFocusOnHeading(screen: string, root: ParentNode): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) root.querySelector('h1')?.focus();
    first.current = false;
  }, [screen]);
}
