// Sizes and frame rates of the camera by name, for LocalMedia's `start` and `setConstraints`.

/** 180, 360, 720 and 1080 lines; 15 frames a second for `low`, else 30. */
export type VideoPreset = 'low' | 'standard' | 'high' | 'full';

/** 16:9 at `height` lines: what browsers come closest to, and no more frames a second than that. */
const camera = (width: number, height: number, framesPerSecond: number): MediaTrackConstraints => ({
  width: { ideal: width },
  height: { ideal: height },
  frameRate: { ideal: framesPerSecond, max: framesPerSecond },
});

/**
 * Constraints by preset; each names the same properties, so that one replaces another.
 *
 * @example
 * await media.start({ camera: VIDEO_PRESETS.high });
 * await media.setConstraints('camera', VIDEO_PRESETS.low);
 */
export const VIDEO_PRESETS: Readonly<Record<VideoPreset, MediaTrackConstraints>> = {
  low: camera(320, 180, 15),
  standard: camera(640, 360, 30),
  high: camera(1280, 720, 30),
  full: camera(1920, 1080, 30),
};

/** Sound as it is, for music: nothing is taken for echo or noise. Chromium wants all three named. */
export const UNPROCESSED_SOUND: Readonly<MediaTrackConstraints> = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
};

/** Sound for speech, as browsers do by themselves: the way back from `UNPROCESSED_SOUND`. */
export const PROCESSED_SOUND: Readonly<MediaTrackConstraints> = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};
