// The own moving picture: muted, and mirrored unless it shows what lies ahead.
import { useEffect, useRef } from 'preact/hooks';
import { WORDS } from '../words/words.ts';
import { useCallView } from './call-view-context.ts';
import { useFit } from './use-fit.ts';

export function OwnVideo() {
  const { own } = useCallView();
  const element = useRef<HTMLVideoElement>(null);
  const classes = [!own.facesAway.value && 'mirrored', !own.cameraOn.value && 'dark'].filter(Boolean).join(' ');

  useEffect(() => {
    const { current: video } = element;
    if (!video) return;
    video.srcObject = own.media.stream;
    return () => {
      video.srcObject = null;
    };
  }, []);
  useFit(element);

  return <video ref={element} class={classes} aria-label={WORDS.you} autoplay playsInline muted />;
}
