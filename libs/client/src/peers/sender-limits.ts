// How much each peer is sent: a mesh sends everything once for each of them, so the more there are, the less each gets.
import type { MediaContent } from '../media-source.ts';

/** The most that is sent of one video to one peer. */
export interface SenderLimit {
  /** In bit/s. */
  readonly maxBitrate: number;
  /** In frames a second. */
  readonly maxFramerate: number;
  /** Of the picture's shorter side, in pixels. A picture that is larger is scaled down. */
  readonly maxHeight: number;
}

const limit = (kbps: number, maxFramerate: number, maxHeight: number): SenderLimit => ({
  maxBitrate: kbps * 1000,
  maxFramerate,
  maxHeight,
});

/**
 * The limits for 1, 2, 3 … 7 peers, and for more than that as for 7: in all about 2.5 Mbit/s upwards for the camera,
 * which is what a home line or LTE has, however many there are. A screen keeps its size, so that it can be read, and
 * gives up frames.
 */
export const SENDER_LIMITS: Readonly<Record<MediaContent, readonly [SenderLimit, ...SenderLimit[]]>> = {
  main: [
    limit(2500, 30, 1080),
    limit(1200, 30, 720),
    limit(800, 30, 480),
    limit(600, 24, 360),
    limit(500, 20, 360),
    limit(400, 20, 270),
    limit(350, 15, 240),
  ],
  slides: [
    limit(2500, 30, Infinity),
    limit(1500, 15, Infinity),
    limit(1000, 15, Infinity),
    limit(800, 10, Infinity),
    limit(600, 10, Infinity),
    limit(500, 5, Infinity),
    limit(400, 5, Infinity),
  ],
};

/**
 * The encoding of one video for one peer.
 *
 * @param peers how many others are in the call
 * @param settings the track's
 * @see https://www.w3.org/TR/webrtc/#dom-rtcrtpencodingparameters
 */
export function encodingFor(
  content: MediaContent,
  peers: number,
  { width = 0, height = 0 }: Pick<MediaTrackSettings, 'width' | 'height'>,
): Required<Pick<RTCRtpEncodingParameters, 'maxBitrate' | 'maxFramerate' | 'scaleResolutionDownBy'>> {
  const limits = SENDER_LIMITS[content];
  const { maxHeight, ...most } = limits[Math.min(peers, limits.length) - 1] ?? limits[0];
  return { ...most, scaleResolutionDownBy: Math.max(1, Math.min(width, height) / maxHeight) };
}
