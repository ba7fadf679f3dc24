// Whether a picture fills its place or is shown whole. Pure.
import type { Size } from './geometry.ts';

/** The least share of a picture that must stay in sight for it to fill the room. */
const WORTH_FILLING = 0.5;

/** `cover` while at least half of the picture stays in sight, else `contain`: a wide picture on an upright phone. */
export function fitOf(picture: Size, place: Size): 'cover' | 'contain' {
  if (picture.width * picture.height === 0 || place.width * place.height === 0) return 'cover';
  const ratio = picture.width / picture.height / (place.width / place.height);
  return Math.min(ratio, 1 / ratio) >= WORTH_FILLING ? 'cover' : 'contain';
}
