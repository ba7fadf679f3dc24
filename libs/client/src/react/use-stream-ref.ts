// A stream on a <video> or <audio>: `srcObject` is a property, which JSX cannot set.
import { useCallback } from 'react';

/**
 * A ref that shows a stream, for as long as its element stands: of `LocalMedia.stream`, of a participant's `stream` or
 * `screen`. The element needs `autoPlay` and `playsInline`, one's own picture `muted` as well.
 *
 * @example
 * <video ref={useStreamRef(participant.stream)} autoPlay playsInline />
 */
export function useStreamRef(stream: MediaStream | null | undefined): (element: HTMLMediaElement | null) => void {
  return useCallback(
    (element: HTMLMediaElement | null) => {
      // Setting it anew, even to the same, makes the picture flash.
      if (element && element.srcObject !== (stream ?? null)) {
        element.srcObject = stream ?? null;
      }
    },
    [stream],
  );
}
