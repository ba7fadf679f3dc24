// Where a moment stands on the drawing: in proportion, but for stretches in which nothing happened, which are folded. Pure.

/** Milliseconds without anything that are folded. */
const FOLD_AFTER = 8000;
/** Pixels that a fold takes, whatever it hides. */
export const FOLD_WIDTH = 64;
/** Pixels before the first moment and after the last. */
const MARGIN = 12;
/** Pixels between two marks of the axis, at least. */
const MARK_DISTANCE = 72;
/** Milliseconds between marks. */
const STEPS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** Pixels for a second: less would pile things up, more would show nothing but time. */
const LEAST = 4;
const MOST = 4000;
/** How much closer each step looks. */
const STEP = 2.5;

export interface Fold {
  x: number;
  /** Milliseconds that it hides. */
  hides: number;
}

export interface Mark {
  x: number;
  /** Milliseconds since the beginning. */
  at: number;
}

export interface Scale {
  width: number;
  folds: readonly Fold[];
  marks: readonly Mark[];
  /** Pixels from the left; moments outside stand at the edges. */
  x(at: number): number;
}

interface Stretch {
  from: number;
  to: number;
  x: number;
  width: number;
}

/** @param times milliseconds, of all that happened @param pixels for a second */
export function scaleOf(times: readonly number[], pixels: number): Scale {
  const moments = [...new Set(times)].toSorted((one, other) => one - other);
  const stretches: Stretch[] = [];
  const folds: Fold[] = [];
  let x = MARGIN;
  for (const [index, to] of moments.entries()) {
    const from = moments[index - 1] ?? to;
    const folded = to - from > FOLD_AFTER;
    const width = folded ? FOLD_WIDTH : ((to - from) / 1000) * pixels;
    if (folded) folds.push({ x, hides: to - from });
    stretches.push({ from, to, x, width });
    x += width;
  }
  return {
    width: x + MARGIN,
    folds,
    marks: marksOf(stretches, folds, pixels),
    x: (at) => position(stretches, at),
  };
}

/** Pixels for a second with which all of it fills `width`, or more than that, rather than pile things up. */
export function fittingPixels(times: readonly number[], width: number): number {
  const one = scaleOf(times, 1);
  const fixed = 2 * MARGIN + one.folds.length * FOLD_WIDTH;
  const seconds = one.width - fixed;
  return Math.max(LEAST, Math.min(MOST, seconds > 0 ? (width - fixed) / seconds : LEAST));
}

/** So many steps closer, up to where nothing more is to be seen. */
export function closer(pixels: number, steps: number): number {
  return Math.min(MOST, pixels * STEP ** steps);
}

function position(stretches: readonly Stretch[], at: number): number {
  const stretch = stretches.find(({ to }) => at <= to) ?? stretches.at(-1);
  if (!stretch) return MARGIN;
  const { from, to, x, width } = stretch;
  const part = to > from ? Math.min(1, Math.max(0, (at - from) / (to - from))) : 0;
  return x + part * width;
}

/** At round times since the beginning, where there is room, and none within a fold. */
function marksOf(stretches: readonly Stretch[], folds: readonly Fold[], pixels: number): Mark[] {
  const first = stretches[0]?.from ?? 0;
  const last = stretches.at(-1)?.to ?? 0;
  const step = STEPS.find((milliseconds) => (milliseconds / 1000) * pixels >= MARK_DISTANCE) ?? 10_000;
  const isFolded = (x: number): boolean => folds.some((fold) => x > fold.x && x < fold.x + FOLD_WIDTH);
  const marks: Mark[] = [];
  for (const { from, to, width, x } of stretches) {
    if (width === FOLD_WIDTH && to - from > FOLD_AFTER) continue;
    for (let at = Math.ceil((from - first) / step) * step; first + at <= to; at += step) {
      const here = position([{ from, to, x, width }], first + at);
      const clear = here - (marks.at(-1)?.x ?? -MARK_DISTANCE) >= MARK_DISTANCE / 2;
      if (clear && !isFolded(here) && first + at <= last) marks.push({ x: here, at });
    }
  }
  return marks;
}
