// Keeps a video's fit to its place: filled, or shown whole, as either changes its size.
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { fitOf } from './fit.ts';

export function useFit(element: RefObject<HTMLVideoElement | null>): void {
  useEffect(() => {
    const { current: video } = element;
    if (!video) return;
    const fit = (): void => {
      const picture = { width: video.videoWidth, height: video.videoHeight };
      video.style.objectFit = fitOf(picture, { width: video.clientWidth, height: video.clientHeight });
    };
    const observer = new ResizeObserver(fit);
    observer.observe(video);
    video.addEventListener('resize', fit);
    return () => {
      observer.disconnect();
      video.removeEventListener('resize', fit);
    };
  }, []);
}
