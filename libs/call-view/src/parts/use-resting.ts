// Whether nobody has touched the page for a while, so that the controls may step back.
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const REST_AFTER_MS = 3000;
const SIGNS_OF_LIFE = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

export function useResting(): ReadonlySignal<boolean> {
  const resting = useSignal(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const awake = (): void => {
      resting.value = false;
      clearTimeout(timer);
      timer = setTimeout(() => (resting.value = true), REST_AFTER_MS);
    };
    awake();
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, awake, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, awake);
    };
  }, []);
  return resting;
}
