// A moving picture that someone else sends, with its sound.
import { useEffect, useRef } from 'preact/hooks';
import { useFit } from '../parts/use-fit.ts';
import type { Sound } from './sound.ts';

export interface RemoteVideoProps {
  /** Whose picture it is. */
  name: string;
  stream: MediaStream;
  sound: Sound;
  /** Whether there is no picture to see, yet maybe something to hear. */
  dark?: boolean;
}

/** Fills its place, or is shown whole where too much of it would be cut off. */
export function PersonVideo({ name, stream, sound, dark }: RemoteVideoProps) {
  const element = usePlayed(stream, sound);
  useFit(element);
  return <video ref={element} class={dark ? 'dark' : undefined} aria-label={name} autoplay playsInline />;
}

/** Always shown whole. */
export function ScreenVideo({ name, stream, sound }: RemoteVideoProps) {
  return <video ref={usePlayed(stream, sound)} class="whole" aria-label={name} autoplay playsInline />;
}

function usePlayed(stream: MediaStream, sound: Sound) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const { current: video } = element;
    if (!video) return;
    sound.playback.play(video, stream);
    return () => sound.playback.release(video);
  }, [stream, sound]);
  return element;
}
