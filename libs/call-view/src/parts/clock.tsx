// How long the call has been going on. Not in a live region: nobody wants to hear every second.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { clockOf } from '../words/duration.ts';

/** `since` is an RFC 3339 time. */
export function Clock({ since }: { since: string }) {
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => (now.value = Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <time class="clock">{clockOf(now.value - Date.parse(since))}</time>;
}
