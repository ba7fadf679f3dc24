// Camera and microphone of this side, for a preview and for a call.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { CallError } from '../call-error.ts';
import type { MediaChoice } from '../media/devices.ts';
import { LocalMedia } from '../media/local-media.ts';
import { useReading } from './use-reading.ts';
import { useRelease } from './use-release.ts';

/** What `useLocalMedia` answers. Its functions stay the same, and reject for no CallError: see `error`. */
export interface UseLocalMedia {
  /** For `create` and `join` of `useCall`, and all else that a LocalMedia can do; undefined on a server that renders. */
  readonly media: LocalMedia | undefined;
  /**
   * For `useStreamRef`: the same object whenever something runs, else null. A page whose video has a stream without tracks
   * is not loaded to its browser, and says so with a spinner.
   */
  readonly stream: MediaStream | null;
  /** Whether the camera films. */
  readonly cameraOn: boolean;
  /** Whether the microphone hears. */
  readonly microphoneOn: boolean;
  /** What went wrong last; null again with the next thing that is asked for. */
  readonly error: CallError | null;
  /** Starts camera and microphone; answers whether it could. */
  readonly start: (choice?: MediaChoice) => Promise<boolean>;
  /** Frees camera and microphone. */
  readonly stop: () => void;
  /** Starts or stops the camera; answers whether it could. */
  readonly setCamera: (on: boolean) => Promise<boolean>;
  /** Unmutes or mutes the microphone; answers whether it could. */
  readonly setMicrophone: (on: boolean) => Promise<boolean>;
}

const EVENTS = ['trackschange'];

/**
 * Camera and microphone, freed when the component goes. A call that was given them frees them when it ends.
 *
 * @param of somebody else's, such as `call.media`, to show it and to switch it: the component does not free it
 */
export function useLocalMedia(of?: LocalMedia): UseLocalMedia {
  const [own] = useState(() => (typeof MediaStream === 'undefined' ? undefined : new LocalMedia()));
  const media = of ?? own;
  const [error, setError] = useState<CallError | null>(null);
  useRelease(useCallback(() => own?.stop(), [own]));

  useEffect(() => {
    const listening = new AbortController();
    media?.addEventListener('error', (event) => setError(event.error), { signal: listening.signal });
    return () => listening.abort();
  }, [media]);

  const actions = useMemo(() => {
    const attempt = async (act: (media: LocalMedia) => Promise<void>): Promise<boolean> => {
      if (!media) {
        return false;
      }
      setError(null);
      try {
        await act(media);
        return true;
      } catch (error) {
        if (!(error instanceof CallError)) {
          throw error;
        }
        setError(error);
        return false;
      }
    };
    return {
      start: (choice?: MediaChoice) => attempt((media) => media.start(choice)),
      stop: () => media?.stop(),
      setCamera: (on: boolean) => attempt((media) => media.setCamera(on)),
      setMicrophone: (on: boolean) => attempt((media) => media.setMicrophone(on)),
    };
  }, [media]);

  const facts = useReading(media ?? null, EVENTS, (from) => ({
    stream: from?.stream.getTracks().length ? from.stream : null,
    cameraOn: from?.cameraOn ?? false,
    microphoneOn: from?.microphoneOn ?? false,
  }));
  return { media, ...facts, error, ...actions };
}
