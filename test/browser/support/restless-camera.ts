// A camera whose picture changes everywhere and all the time: what is sent of it is limited, never small by itself.
import { randomInt } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

const [FRAMES, FRAMES_PER_SECOND] = [16, 8];
/** Squares of one grey, from left to right: however small the picture is, there is as much to tell of it. */
const SQUARES = 160;

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Writes such a film, eight frames a second.
 *
 * @returns what tells Chromium to take it for its cameras' picture
 * @see https://wiki.multimedia.cx/index.php/YUV4MPEG2
 */
export async function restlessCamera(path: string, size: FrameSize): Promise<string> {
  const frames = Array.from({ length: FRAMES }, () => [Buffer.from('FRAME\n'), frame(size)]).flat();
  await writeFile(path, Buffer.concat([Buffer.from(header(size)), ...frames]));
  return `--use-file-for-fake-video-capture=${path}`;
}

const header = ({ width, height }: FrameSize): string =>
  `YUV4MPEG2 W${width} H${height} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420\n`;

function frame({ width, height }: FrameSize): Buffer {
  // Grey: both planes of colour, a quarter of the size each, stay at their middle.
  const bytes = Buffer.alloc((width * height * 3) / 2, 128);
  const square = width / SQUARES;
  for (let top = 0; top < height; top += square) {
    for (let left = 0; left < width; left += square) {
      const grey = randomInt(16, 236);
      for (let row = top; row < top + square; row += 1) {
        bytes.fill(grey, row * width + left, row * width + left + square);
      }
    }
  }
  return bytes;
}
