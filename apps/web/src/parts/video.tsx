// A moving picture: plays by itself, inside the page, at the chosen speaker. Asks for a tap where the browser wants one.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Volume2 } from 'lucide';
import { WORDS } from '../words/words.ts';
import { Button } from './button.tsx';
import { fitOf } from './fit.ts';

export interface VideoProps {
  /** Whose picture it is. */
  name: string;
  stream: MediaStream;
  /** The own picture: muted, and never in need of a tap. */
  muted?: boolean;
  mirrored?: boolean;
  /** Whether there is no picture to see, yet maybe something to hear. */
  dark?: boolean;
  /** Whether nothing of it may be cut off, as of a screen. */
  whole?: boolean;
  speakerId?: string;
}

export function Video({
  name,
  stream,
  muted = false,
  mirrored = false,
  dark = false,
  whole = false,
  speakerId,
}: VideoProps) {
  const element = useRef<HTMLVideoElement>(null);
  const needsTap = useSignal(false);
  const classes = [mirrored && 'mirrored', dark && 'dark', whole && 'whole'].filter(Boolean).join(' ');

  const play = async (): Promise<void> => {
    try {
      await element.current?.play();
      needsTap.value = false;
    } catch (error) {
      // An AbortError only says that another picture came first.
      if (error instanceof DOMException && error.name === 'NotAllowedError') needsTap.value = true;
    }
  };

  useEffect(() => {
    const video = element.current;
    if (!video) return;
    video.srcObject = stream;
    void play();
    return () => {
      video.srcObject = null;
    };
  }, [stream]);

  useEffect(() => {
    const video = element.current;
    if (!video || whole) return;
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
  }, [whole]);

  useEffect(() => {
    // A speaker that was pulled out is refused; the system's choice goes on.
    if (speakerId !== undefined) void element.current?.setSinkId?.(speakerId).catch(() => undefined);
  }, [speakerId]);

  return (
    <>
      <video ref={element} class={classes} aria-label={name} autoplay playsInline muted={muted} />
      {needsTap.value && !muted && (
        <div class="tap-to-hear">
          <Button voice="primary" icon={Volume2} onPress={play}>
            {WORDS.call.tapToHear}
          </Button>
        </div>
      )}
    </>
  );
}
