// For how many people a call can be made on the page. Pure.
// Two unless one asks for more: a call for two ends when either hangs up, as a telephone's does, and keeps a third one
// out; a larger one goes on until the last one leaves, and whoever has its link may come in.

const DEFAULT = 2;
/** A mesh sends every picture to everyone: eight is what a laptop and a home's uplink carry. */
const LARGEST = 8;

export const CALL_SIZES: readonly number[] = Array.from({ length: LARGEST - DEFAULT + 1 }, (_, more) => DEFAULT + more);

/** Reads a kept or chosen size; the default when it is none. */
export function callSizeOf(text: string | null): number {
  return CALL_SIZES.find((size) => String(size) === text) ?? DEFAULT;
}
