// A picture that moves, drawn by the page itself: media without asking for a camera.

export interface MovingPicture {
  readonly track: MediaStreamTrack;
  stop(): void;
}

const WIDTH = 320;
const HEIGHT = 240;
const FRAMES_PER_SECOND = 20;

/** @throws Error in a browser that lets no page draw, as some do against fingerprinting */
export function movingPicture(): MovingPicture {
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext('2d');
  if (!context) {
    throw new Error('No canvas.');
  }
  let frame = 0;
  const draw = (): void => {
    frame += 1;
    for (let x = 0; x < WIDTH; x += 16) {
      context.fillStyle = `hsl(${(x * 2 + frame * 7) % 360} 60% 50%)`;
      context.fillRect(x, 0, 16, HEIGHT);
    }
  };
  draw();
  const [track] = canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks();
  if (!track) {
    throw new Error('No track of the canvas.');
  }
  // A timer, not requestAnimationFrame, which stands still in a tab in the background.
  const timer = setInterval(draw, 1000 / FRAMES_PER_SECOND);
  return {
    track,
    stop: () => {
      clearInterval(timer);
      track.stop();
    },
  };
}
