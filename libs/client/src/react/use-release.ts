// What a component holds beyond React, such as a camera, is released when the component is gone for good.
import { useEffect, useRef } from 'react';

/**
 * StrictMode and Fast Refresh take effects down and put them up again within one task. That is no leaving: a call for
 * two that was hung up would be over for the other side, too. So it is looked at once more when the task is done.
 *
 * @param release the same function in every render
 * @see https://react.dev/reference/react/StrictMode#fixing-bugs-found-by-re-running-effects-in-development
 */
export function useRelease(release: () => void): void {
  const mounted = useRef(false);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
      queueMicrotask(() => {
        if (!mounted.current) {
          release();
        }
      });
    };
  }, [release]);
}
